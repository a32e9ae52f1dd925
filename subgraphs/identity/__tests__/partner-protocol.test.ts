import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import * as openid from 'openid-client';
import type { Principal } from '../../../platform/visa/index.ts';
import { partnerClient, partnerSignIn } from './partner-client.ts';
import { idToward } from './person.ts';
import { GRAPH, type SignInHub, startSignInHub } from './sign-in-hub.ts';

let hub: SignInHub;
let waste: openid.Configuration;
beforeAll(async () => {
  hub = await startSignInHub();
  waste = await partnerClient(hub, 'waste-app');
});
afterAll(() => hub.stop());

const principalOf = (token: string) => hub.ask<Principal | null>('principal', { claims: decodeJwt(token) });

describe('a partner app', () => {
  it('signs a citizen in by a pushed request, code, PKCE and DPoP, and knows her by a name of its own', async () => {
    const { tokens } = await partnerSignIn(hub, waste, { persona: 'erika' }, { dpop: true });
    const claims = decodeJwt(tokens.access_token);
    const principal = await principalOf(tokens.access_token);
    expect(tokens.token_type).toBe('dpop');
    expect(claims).toMatchObject({ aud: GRAPH, cnf: { jkt: expect.any(String) }, client_id: 'waste-app' });
    expect(claims.sub).toBe(idToward('waste-app', principal?.citizenId ?? ''));
    expect(tokens.claims()?.sub).toBe(claims.sub);
    expect(principal).toMatchObject({ kind: 'partner', purposes: ['home', 'offline_access', 'openid'] });
  });

  it('leaves nothing in its tokens that another app of the same sign-in has too', async () => {
    const first = await partnerSignIn(hub, waste, { persona: 'max' });
    const second = await partnerSignIn(
      hub,
      await partnerClient(hub, 'state-portal'),
      { persona: 'max' },
      { scope: 'openid', browser: first.browser },
    );
    const [one, two] = [first, second].map(({ tokens }) => tokens.access_token) as [string, string];
    expect((await principalOf(two))?.session).toBe((await principalOf(one))?.session);
    const { iss, aud, acr, stadttor_proof, auth_time } = decodeJwt(one);
    // When they were issued is the same too where both fall into one second; it names nobody.
    const { iat: _iat, exp: _exp, ...telling } = decodeJwt(one);
    const known = Object.values(decodeJwt(two)).map(String);
    const common = Object.values(telling)
      .map(String)
      .filter((value) => known.includes(value));
    expect(common.sort()).toEqual([iss, aud, acr, stadttor_proof, auth_time].map(String).sort());
  });

  it('refreshes only with the key that its token is bound to', async () => {
    const { tokens, dpop } = await partnerSignIn(hub, waste, { persona: 'p0001' }, { dpop: true });
    const again = await openid.refreshTokenGrant(waste, tokens.refresh_token ?? '', undefined, { DPoP: dpop });
    expect(decodeJwt(again.access_token).cnf).toEqual(decodeJwt(tokens.access_token).cnf);
  });

  it('asks about its tokens, and about no others', async () => {
    const { tokens } = await partnerSignIn(hub, waste, { persona: 'p0002' });
    const other = await partnerClient(hub, 'state-portal');
    for (const token of [tokens.access_token, tokens.refresh_token ?? '']) {
      expect(await openid.tokenIntrospection(waste, token)).toMatchObject({
        active: true,
        client_id: 'waste-app',
        sub: decodeJwt(tokens.access_token).sub,
      });
      expect(await openid.tokenIntrospection(other, token)).toEqual({ active: false });
    }
    expect(await openid.tokenIntrospection(waste, 'no token at all')).toEqual({ active: false });
  });

  it.each(['access_token', 'refresh_token'] as const)(
    'ends everything of a sign-in by giving back the %s',
    async (which) => {
      const { tokens } = await partnerSignIn(hub, waste, { persona: 'p0003' });
      const other = await partnerClient(hub, 'state-portal');
      await openid.tokenRevocation(other, tokens[which] ?? '').catch(() => {});
      expect(await principalOf(tokens.access_token)).not.toBeNull();
      await openid.tokenRevocation(waste, tokens[which] ?? '');
      expect(await principalOf(tokens.access_token)).toBeNull();
      expect(await openid.tokenIntrospection(waste, tokens.access_token)).toEqual({ active: false });
      await expect(openid.refreshTokenGrant(waste, tokens.refresh_token ?? '')).rejects.toMatchObject({
        error: 'invalid_grant',
      });
    },
  );
});

describe('a specialist system', () => {
  it('gets a token for itself by its key, until it gives it back', async () => {
    const config = await partnerClient(hub, 'fachverfahren');
    const { access_token } = await openid.clientCredentialsGrant(config, { scope: 'cases' });
    expect(decodeJwt(access_token)).toMatchObject({ sub: 'fachverfahren', client_id: 'fachverfahren', aud: GRAPH });
    expect(await principalOf(access_token)).toMatchObject({
      kind: 'partner',
      citizenId: null,
      parties: [],
      purposes: [],
    });
    expect(await openid.tokenIntrospection(config, access_token)).toMatchObject({ active: true });
    await openid.tokenRevocation(config, access_token);
    expect(await principalOf(access_token)).toBeNull();
    expect(await openid.tokenIntrospection(config, access_token)).toEqual({ active: false });
  });

  it('that is none gets nothing for itself', async () => {
    await expect(openid.clientCredentialsGrant(waste, { scope: 'home' })).rejects.toMatchObject({ status: 400 });
  });
});
