import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';
import { DpopNonces, dpopNonceSecret } from '../../platform/clients/index.ts';
import { SocketClient } from '../testing/socket-client.ts';
import { codesOf, type Posted, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';
import { PUBLIC_URL } from '../testing/test-identity.ts';

const GRAPH = `${PUBLIC_URL}/graphql`;
const seconds = (fromNow: number) => Math.floor(Date.now() / 1000) + fromNow;

interface Key {
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
}

async function makeKey(): Promise<Key> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  return { privateKey: privateKey as CryptoKey, jwk: await exportJWK(publicKey) };
}

let hub: TestGateway;
let key: Key;
let token: string;
let nonceToken: string;
beforeAll(async () => {
  hub = await startTestGateway();
  key = await makeKey();
  const cnf = { jkt: await calculateJwkThumbprint(key.jwk) };
  token = (await hub.identity.signIn({}, { cnf })).token;
  nonceToken = (await hub.identity.signIn({}, { cnf, dpop_nonce: true })).token;
});
afterAll(() => hub.close());

interface Wishes {
  readonly claims?: JWTPayload;
  readonly header?: Record<string, unknown>;
  readonly by?: Key;
  readonly for?: string;
}

const athOf = (text: string) => createHash('sha256').update(text).digest('base64url');

function proof({ claims = {}, header = {}, by = key, for: whose = token }: Wishes = {}): Promise<string> {
  const all = { htm: 'POST', htu: GRAPH, jti: randomUUID(), iat: seconds(0), ath: athOf(whose), ...claims };
  return new SignJWT(all)
    .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: by.jwk, ...header } as never)
    .sign(by.privateKey);
}

const ask = (headers: Record<string, string>): Promise<Posted> => hub.post({ query: '{ me { id } }' }, headers);
const withProof = (dpop: string, whose = token) => ask({ authorization: `DPoP ${whose}`, dpop });

describe('a token that is bound to a key', () => {
  it('counts with a fresh proof of that key, a query in its address or not', async () => {
    const answers = [
      await withProof(await proof()),
      await withProof(await proof({ claims: { htu: `${GRAPH}?x=1#y` } })),
    ];
    for (const { status, body } of answers)
      expect([status, body.data]).toEqual([200, { me: { id: expect.any(String) } }]);
  });

  const BAD: [string, () => Promise<Wishes> | Wishes][] = [
    ['for another method', () => ({ claims: { htm: 'GET' } })],
    ['for another address', () => ({ claims: { htu: 'https://elsewhere.example/graphql' } })],
    ['for another path', () => ({ claims: { htu: `${PUBLIC_URL}/oidc/token` } })],
    ['without an address', () => ({ claims: { htu: undefined } })],
    ['for another token', () => ({ for: 'another' })],
    ['without a hash of the token', () => ({ claims: { ath: undefined } })],
    ['of another key', async () => ({ by: await makeKey() })],
    ['signed by another key than it shows', async () => ({ by: { ...(await makeKey()), jwk: key.jwk } })],
    ['that shows a private key', () => ({ header: { jwk: { ...key.jwk, d: 'x' } } })],
    ['without a key', () => ({ header: { jwk: undefined } })],
    ['of another type', () => ({ header: { typ: 'JWT' } })],
    ['without an id', () => ({ claims: { jti: undefined } })],
    ['without a time', () => ({ claims: { iat: undefined } })],
  ];
  it.each(BAD)('is refused with a proof %s', async (_what, wishes) => {
    const answer = await withProof(await proof(await wishes()));
    expect([answer.status, codesOf(answer)]).toEqual([401, ['UNAUTHENTICATED']]);
    expect(answer.headers.get('www-authenticate')).toContain('DPoP error="invalid_dpop_proof"');
  });

  it.each([
    ['from two minutes ago', -120],
    ['from the future', 60],
  ])('is told to use a nonce by a proof %s', async (_what, fromNow) => {
    const answer = await withProof(await proof({ claims: { iat: seconds(fromNow) } }));
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toContain('error="use_dpop_nonce"');
    const nonce = answer.headers.get('dpop-nonce') as string;
    expect((await withProof(await proof({ claims: { iat: seconds(fromNow), nonce } }))).status).toBe(200);
  });

  it('is refused with a proof that came before', async () => {
    const once = await proof();
    const both = await Promise.all([withProof(once), withProof(once)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  it.each([
    ['as if nothing bound it', async () => ({ authorization: `Bearer ${token}`, dpop: await proof() })],
    ['without a proof', async () => ({ authorization: `DPoP ${token}` })],
    ['with two proofs', async () => ({ authorization: `DPoP ${token}`, dpop: `${await proof()}, ${await proof()}` })],
    ['with something long', async () => ({ authorization: `DPoP ${token}`, dpop: 'x'.repeat(5_000) })],
  ])('is refused %s', async (_what, headers) => {
    expect((await ask(await headers())).status).toBe(401);
  });

  it('is one that says so: another token does not pass as bound', async () => {
    const { token: plain } = await hub.identity.signIn();
    expect((await withProof(await proof({ for: plain }), plain)).status).toBe(401);
  });

  it('needs the nonce of the hub where the policy of the app says so, whichever process made it', async () => {
    const first = await withProof(await proof({ for: nonceToken }), nonceToken);
    expect([first.status, first.headers.get('www-authenticate')]).toEqual([
      401,
      expect.stringContaining('use_dpop_nonce'),
    ]);
    const nonce = new DpopNonces(dpopNonceSecret(hub.identity.secret)).next();
    const good = await withProof(await proof({ for: nonceToken, claims: { nonce } }), nonceToken);
    expect([good.status, good.headers.get('dpop-nonce')]).toEqual([200, expect.any(String)]);
    expect((await withProof(await proof({ for: nonceToken, claims: { nonce: 'made up' } }), nonceToken)).status).toBe(
      401,
    );
  });

  it('opens a socket with a proof in connection_init, and none without', async () => {
    const closed = async (dpop: string | undefined) => {
      const client = await SocketClient.open(hub.wsUrl);
      client.say({ type: 'connection_init', payload: { authorization: `DPoP ${token}`, dpop } });
      return client.closed;
    };
    const payload = { authorization: `DPoP ${token}`, dpop: await proof({ claims: { htm: 'GET' } }) };
    await (await SocketClient.init(hub.wsUrl, payload)).close();
    for (const bad of [payload.dpop, await proof(), undefined]) expect((await closed(bad)).code).toBe(4403);
  });
});
