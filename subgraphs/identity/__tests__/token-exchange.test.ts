import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt, generateKeyPair, importJWK, type JWTPayload, SignJWT } from 'jose';
import * as openid from 'openid-client';
import { clientKey } from '../../../platform/clients/index.ts';
import { citizen } from '../../../platform/testing/principals.ts';
import type { Principal } from '../../../platform/visa/index.ts';
import { partnerClient, partnerSignIn } from './partner-client.ts';
import { SECRET } from './person.ts';
import { rows } from './rows.ts';
import { HUB, type SignInHub, startSignInHub } from './sign-in-hub.ts';

const GRANT = 'urn:ietf:params:oauth:grant-type:token-exchange';
const TYPE = 'urn:ietf:params:oauth:token-type:jwt';

let hub: SignInHub;
let portal: openid.Configuration;
let count = 0;
beforeAll(async () => {
  hub = await startSignInHub();
  portal = await partnerClient(hub, 'state-portal');
});
afterAll(() => hub.stop());

/** A citizen who linked the portal, or only signed in to it. */
async function linked(scope = 'openid account:link cases') {
  const { tokens } = await partnerSignIn(hub, portal, { persona: `p04${String(count++).padStart(2, '0')}` }, { scope });
  const principal = await principalOf(tokens.access_token);
  return { subject: tokens.claims()?.sub ?? '', citizenId: principal?.citizenId ?? '' };
}

const principalOf = (token: string) => hub.ask<Principal | null>('principal', { claims: decodeJwt(token) });

async function statement(sub: string, changes: JWTPayload = {}, key?: CryptoKey): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: 'state-portal',
    aud: HUB,
    sub,
    jti: crypto.randomUUID(),
    iat: now,
    exp: now + 60,
    acr: 'SUBSTANTIAL',
    ...changes,
  };
  const own = await importJWK({ ...clientKey(SECRET, 'state-portal') });
  return new SignJWT(claims).setProtectedHeader({ alg: 'ES256' }).sign(key ?? own);
}

const exchange = (subject_token: string, more: Record<string, string> = {}) =>
  openid.genericGrantRequest(portal, GRANT, { subject_token, subject_token_type: TYPE, ...more });

describe('a portal that a citizen linked', () => {
  it('gets a token that speaks for her alone, of what she allowed, in one session of her list', async () => {
    const { subject, citizenId } = await linked();
    const first = await exchange(await statement(subject));
    const second = await exchange(await statement(subject), { scope: 'openid cases' });
    expect([first.scope, second.scope, first.issued_token_type]).toEqual([
      'openid cases account:link',
      'openid cases',
      'urn:ietf:params:oauth:token-type:access_token',
    ]);
    const principal = await principalOf(first.access_token);
    expect(principal).toMatchObject({
      kind: 'partner',
      citizenId,
      client: 'state-portal',
      authentication: 'SUBSTANTIAL',
    });
    expect(decodeJwt(first.access_token).sub).toBe(subject);
    expect((await principalOf(second.access_token))?.session).toBe(principal?.session);
    const [grant] = await rows<{ kept: boolean }>(
      hub.subgraph,
      `select bool_or(expires_at > now() + interval '1 hour') as kept from oidc_record
       where model = 'Grant' and split_part(id, '.', 1) = $1`,
      [principal?.session],
    );
    expect(grant?.kept).toBe(false);
    await hub.ask('endSession', { session: principal?.session });
    expect(await principalOf(second.access_token)).toBeNull();
  });

  it.each([
    ['HIGH', 'SUBSTANTIAL'],
    ['BASIC', 'BASIC'],
    ['invented', 'BASIC'],
  ])('that vouches for %s is believed for %s', async (acr, level) => {
    const { subject } = await linked();
    const { access_token } = await exchange(await statement(subject, { acr }));
    expect(await principalOf(access_token)).toMatchObject({ authentication: level });
  });

  const now = () => Math.floor(Date.now() / 1000);
  const BAD: [string, (subject: string) => Promise<string>][] = [
    [
      'signed with another key',
      async (subject) => statement(subject, {}, (await generateKeyPair('ES256')).privateKey as CryptoKey),
    ],
    ['of another portal', (subject) => statement(subject, { iss: 'waste-app' })],
    ['for another audience', (subject) => statement(subject, { aud: 'https://elsewhere.example' })],
    ['from ten minutes ago', (subject) => statement(subject, { iat: now() - 600, exp: now() + 600 })],
    ['that has ended', (subject) => statement(subject, { exp: now() - 60 })],
    ['without an id', (subject) => statement(subject, { jti: undefined })],
    ['about somebody unknown', () => statement(crypto.randomUUID())],
    ['about an id that is none', () => statement("' or true --")],
    ['without a signature', async () => `${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.`],
  ];
  it.each(BAD)('gets nothing for a statement %s', async (_what, make) => {
    const { subject } = await linked();
    await expect(make(subject).then((token) => exchange(token))).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it('gets nothing for a statement used before, also at the same moment', async () => {
    const { subject } = await linked();
    const once = await statement(subject);
    const answers = await Promise.allSettled([exchange(once), exchange(once), exchange(once)]);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('gets nothing once she took the link back, and nothing for one who only signed in', async () => {
    const { subject, citizenId } = await linked();
    const { access_token } = await exchange(await statement(subject));
    expect(await principalOf(access_token)).not.toBeNull();
    await hub.subgraph.as(citizen({ citizenId })).ask(
      `mutation { changeConsents(input: { client: "state-portal", purposes: ["openid", "cases"], idempotencyKey: "over" })
        { consents { purpose } } }`,
    );
    expect(await principalOf(access_token)).toBeNull();
    await expect(exchange(await statement(subject))).rejects.toMatchObject({ error: 'invalid_grant' });
    const other = await linked('openid cases');
    await expect(exchange(await statement(other.subject))).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it('is the only kind of app that may', async () => {
    const waste = await partnerClient(hub, 'waste-app');
    const parameters = { subject_token: await statement(crypto.randomUUID()), subject_token_type: TYPE };
    await expect(openid.genericGrantRequest(waste, GRANT, parameters)).rejects.toMatchObject({
      error: 'invalid_request',
    });
  });
});
