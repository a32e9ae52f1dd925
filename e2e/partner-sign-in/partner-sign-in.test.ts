import { rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt, importJWK } from 'jose';
import * as openid from 'openid-client';
import { startPartnerApp } from '../../examples/partner-app/partner-app.ts';
import { walkThrough } from '../../hub/fetch-token.ts';
import { STATE_ACCOUNT } from '../../hub/sandbox.ts';
import { clientKey, clientSecret } from '../../platform/clients/index.ts';
import { eventually } from '../eventually.ts';
import { partnerFolder } from '../partner-folder.ts';
import { startTestHub, type TestHub } from '../test-hub.ts';

let hub: TestHub;
let folder: string;
let redirectUri: string;
let app: Server;
beforeAll(async () => {
  ({ folder, redirectUri } = await partnerFolder());
  hub = await startTestHub({ env: { PARTNERS: folder } });
  app = await startPartnerApp({
    hub: hub.url,
    clientId: 'waste-app',
    clientSecret: secretOf('waste-app'),
    redirectUri,
  });
}, 60_000);
afterAll(async () => {
  app?.closeAllConnections();
  app?.close();
  await hub?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const secretOf = (client: string) => clientSecret(hub.hub.secret, client);
const ME = '{ me { id home { label } profile { displayName } } }';

/** openid-client against the hub as it listens: nothing of the hub's own code on this side. */
const discover = (client: string, authentication: openid.ClientAuth) =>
  openid.discovery(new URL(hub.url), client, undefined, authentication, { execute: [openid.allowInsecureRequests] });

describe('an independent client', () => {
  it('signs in by a pushed request, asks with a bound token, refreshes, asks about it, gives it back, and signs out', async () => {
    const config = await discover('waste-app', openid.ClientSecretBasic(secretOf('waste-app')));
    expect(config.serverMetadata()).toMatchObject({
      issuer: hub.url,
      subject_types_supported: expect.arrayContaining(['pairwise']),
    });
    const DPoP = openid.getDPoPHandle(config, await openid.randomDPoPKeyPair('ES256'));
    const [verifier, state, nonce] = [openid.randomPKCECodeVerifier(), openid.randomState(), openid.randomNonce()];
    const start = await openid.buildAuthorizationUrlWithPAR(
      config,
      {
        redirect_uri: redirectUri,
        scope: 'openid offline_access home',
        state,
        nonce,
        prompt: 'consent',
        login_hint: `${STATE_ACCOUNT}:anna`,
        code_challenge: await openid.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      },
      { DPoP },
    );
    const back = await walkThrough(start.href, redirectUri, {
      publicUrl: hub.url,
      persona: 'anna',
      level: 'SUBSTANTIAL',
    });
    const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true };
    const tokens = await openid.authorizationCodeGrant(config, new URL(back), checks, undefined, { DPoP });
    expect([tokens.token_type, tokens.scope]).toEqual(['dpop', 'openid offline_access home']);

    const ask = async (token: string) => {
      const headers = new Headers({ 'content-type': 'application/json' });
      const body = JSON.stringify({ query: ME });
      const answer = await openid.fetchProtectedResource(
        config,
        token,
        new URL(`${hub.url}/graphql`),
        'POST',
        body,
        headers,
        { DPoP },
      );
      return answer.json();
    };
    const answer = await ask(tokens.access_token);
    expect(answer.data.me).toEqual({ id: tokens.claims()?.sub, home: null, profile: null });
    expect(answer.errors[0].extensions).toMatchObject({ code: 'CONSENT_REQUIRED' });
    const stolen = await fetch(`${hub.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${tokens.access_token}` },
      body: JSON.stringify({ query: ME }),
    });
    expect(stolen.status).toBe(401);

    const next = await openid.refreshTokenGrant(config, tokens.refresh_token ?? '', undefined, { DPoP });
    expect((await ask(next.access_token)).data.me.id).toBe(answer.data.me.id);
    expect(await openid.tokenIntrospection(config, next.access_token)).toMatchObject({
      active: true,
      sub: tokens.claims()?.sub,
    });
    await openid.tokenRevocation(config, next.refresh_token ?? '');
    expect(await openid.tokenIntrospection(config, next.access_token)).toEqual({ active: false });
    await eventually(async () =>
      expect(await ask(next.access_token).catch((refused) => refused.cause?.[0]?.parameters?.error)).toBe(
        'invalid_token',
      ),
    );
    const out = openid.buildEndSessionUrl(config, { id_token_hint: tokens.id_token ?? '' });
    expect((await fetch(out)).status).toBe(200);
  });

  it('that is a specialist system speaks for itself by its key, and sees nobody', async () => {
    const { kid, ...jwk } = clientKey(hub.hub.secret, 'fachverfahren');
    const key = { key: (await importJWK({ ...jwk })) as CryptoKey, kid };
    const config = await discover('fachverfahren', openid.PrivateKeyJwt(key));
    const { access_token } = await openid.clientCredentialsGrant(config, { scope: 'cases' });
    expect(decodeJwt(access_token).sub).toBe('fachverfahren');
    const answer = await fetch(`${hub.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${access_token}` },
      body: JSON.stringify({ query: '{ me { id } services(first: 1) { nodes { key } } }' }),
    });
    expect(await answer.json()).toMatchObject({
      data: { me: null, services: { nodes: [{ key: expect.any(String) }] } },
    });
  });
});

/** A guest of the example, as his browser would be. */
async function guest(persona: string) {
  const begun = await fetch(new URL(`/sign-in?login_hint=${STATE_ACCOUNT}:${persona}`, redirectUri), {
    redirect: 'manual',
  });
  const cookie = begun.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const away = begun.headers.get('location') ?? '';
  const back = await walkThrough(away, redirectUri, { publicUrl: hub.url, persona, level: 'SUBSTANTIAL' });
  await fetch(back, { headers: { cookie }, redirect: 'manual' });
  return async () => (await fetch(new URL('/', redirectUri), { headers: { cookie } })).text();
}

const CONSENTS = '{ me { consents { id client purpose stands } } }';
const REVOKE =
  'mutation ($id: ID!) { revokeConsent(input: { consentId: $id, idempotencyKey: "over" }) { consent { stands } } }';

describe('the example of a partner app', () => {
  it('shows what she allowed and no more; once she takes it back, its next request and its open stream are refused', async () => {
    const look = await guest('erika');
    await eventually(async () => expect(await look()).toContain('Live: open'));
    expect(await look()).toContain('Musterhagen');
    expect(await look()).toContain('Nicht erlaubt: profile');
    const { me } = await hub
      .as('erika')
      .query<{ me: { consents: { id: string; client: string; purpose: string; stands: boolean }[] } }>(CONSENTS);
    const consent = me.consents.find(
      ({ client, purpose, stands }) => client === 'waste-app' && purpose === 'openid' && stands,
    );
    const revokedAt = Date.now();
    await hub.as('erika').query(REVOKE, { id: consent?.id });
    await eventually(async () => expect(await look()).toContain('Die Erlaubnis wurde zurückgenommen. Live: ended'));
    expect(Date.now() - revokedAt).toBeLessThan(7_000);
  });
});
