import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportSPKI, generateKeyPair, importJWK, SignJWT, UnsecuredJWT } from 'jose';
import { bearer, codesOf, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';
import { PUBLIC_URL } from '../testing/test-identity.ts';

let hub: TestGateway;
beforeAll(async () => {
  hub = await startTestGateway();
});
afterAll(() => hub.close());

const ME = { query: '{ me { id } }' };
const now = () => Math.floor(Date.now() / 1000);
const claims = () => ({
  iss: PUBLIC_URL,
  aud: `${PUBLIC_URL}/graphql`,
  sub: 'somebody',
  client_id: 'portal',
  jti: 'j',
  iat: now(),
  exp: now() + 300,
});

const badTokens: [string, () => Promise<string> | string][] = [
  ['is expired', () => hub.identity.token({ exp: now() - 60 })],
  ['is of another issuer', () => hub.identity.token({ iss: 'https://other.example' })],
  ['is for another audience', () => hub.identity.token({ aud: `${PUBLIC_URL}/other` })],
  ['is an id token', () => hub.identity.token({ typ: 'JWT' })],
  ['is not good yet', () => hub.identity.token({ nbf: now() + 120 })],
  ['lacks a required claim', () => hub.identity.token({ client_id: undefined })],
  ['is not signed at all', () => new UnsecuredJWT(claims()).encode()],
  ['is signed by somebody else with our key id', signedByOther],
  ['is signed with HS256 and our public key as the secret', signedWithPublicKey],
  ['brings its own key', signedWithOwnKey],
  ['is no token', () => 'nonsense'],
  ['is far too long', () => 'x'.repeat(9_000)],
];

async function signedByOther(): Promise<string> {
  const { privateKey } = await generateKeyPair('ES256');
  return new SignJWT(claims()).setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'one' }).sign(privateKey);
}

async function signedWithPublicKey(): Promise<string> {
  const key = await importJWK(hub.identity.publicJwk, 'ES256', { extractable: true });
  const secret = new TextEncoder().encode(await exportSPKI(key as CryptoKey));
  return new SignJWT(claims()).setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: 'one' }).sign(secret);
}

async function signedWithOwnKey(): Promise<string> {
  const { privateKey } = await generateKeyPair('ES256');
  const header = { alg: 'ES256', typ: 'at+jwt', kid: 'mine', jwk: hub.identity.publicJwk, jku: 'https://evil.example' };
  return new SignJWT(claims()).setProtectedHeader(header).sign(privateKey);
}

describe('a token', () => {
  it.each(badTokens)('is refused when it %s', async (_what, make) => {
    const answer = await hub.post(ME, bearer(await make()));
    expect([answer.status, codesOf(answer), answer.headers.get('www-authenticate')]).toEqual([
      401,
      ['UNAUTHENTICATED'],
      'Bearer error="invalid_token"',
    ]);
  });

  it.each(['Basic abc', 'Bearer', 'Bearer a b', 'Visa abc'])('is not found in "%s"', async (authorization) => {
    expect((await hub.post(ME, { authorization })).status).toBe(401);
  });

  it('within ten seconds of its end is still good, for clocks differ', async () => {
    const { token } = await hub.identity.signIn({}, { exp: now() - 5 });
    expect((await hub.post(ME, bearer(token))).status).toBe(200);
  });

  it('is refused when identity no longer knows its holder', async () => {
    const answer = await hub.post(ME, bearer(await hub.identity.token({ sub: 'gone' })));
    expect([answer.status, codesOf(answer)]).toEqual([401, ['UNAUTHENTICATED']]);
  });
});

describe('the principal', () => {
  it('is nobody without a token, whatever headers say', async () => {
    const headers = { 'x-user-id': 'anna', 'x-principal': '{"kind":"staff"}', 'stadttor-acting-for': 'anna' };
    expect((await hub.post(ME, headers)).body.data).toEqual({ me: null });
  });

  it('acts for another party when identity allows it', async () => {
    const { token } = await hub.identity.signIn();
    const party = crypto.randomUUID();
    const answer = await hub.post(ME, { ...bearer(token), 'stadttor-acting-for': party });
    expect(answer.body.data).toEqual({ me: { id: party } });
  });

  it('cannot act for what is no id', async () => {
    const { token } = await hub.identity.signIn();
    const answer = await hub.post(ME, { ...bearer(token), 'stadttor-acting-for': 'x\ty' });
    expect([answer.status, codesOf(answer)]).toEqual([400, ['BAD_USER_INPUT']]);
  });

  it('is asked for once, however many requests come at the same moment', async () => {
    const { token } = await hub.identity.signIn();
    const before = hub.identity.questions.length;
    await Promise.all(Array.from({ length: 10 }, () => hub.post(ME, bearer(token))));
    const asked = hub.identity.questions.slice(before).filter(({ question }) => question === 'principal');
    expect(asked).toHaveLength(1);
  });
});

describe('while identity does not answer', () => {
  it('requests with a new token get UNAVAILABLE and public ones go on', async () => {
    const { token } = await hub.identity.signIn();
    hub.identity.failure = new Error('connection refused');
    const [signedIn, open] = await Promise.all([hub.post(ME, bearer(token)), hub.post(ME)]);
    hub.identity.failure = undefined;
    expect([signedIn.status, codesOf(signedIn), signedIn.headers.get('retry-after')]).toEqual([
      503,
      ['UNAVAILABLE'],
      '1',
    ]);
    expect(open.status).toBe(200);
  });
});
