import { generateKeyPairSync, type webcrypto } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Provider } from 'oidc-provider';
import { Browser } from '../../__tests__/browser.ts';
import type { OidcSettings } from '../provider-settings.ts';
import { readProviders } from '../read-providers.ts';
import { OidcAccount } from './oidc-account.ts';

const CALLBACK = 'https://stadt.example/link/callback';
const SUBSTANTIAL = 'http://eidas.europa.eu/LoA/substantial';

type Jwk = webcrypto.JsonWebKey & { kid: string };
function makeKey(kid: string): { mine: Jwk; theirs: Jwk } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const marks = { kid, alg: 'ES256', use: 'sig' };
  return {
    mine: { ...privateKey.export({ format: 'jwk' }), ...marks },
    theirs: { ...publicKey.export({ format: 'jwk' }), ...marks },
  };
}

const hubKey = makeKey('hub');
const providerKey = makeKey('provider');
const strangersKey = makeKey('hub');
/** Requests that were pushed. */
const asked: URLSearchParams[] = [];
let server: Server;
let issuer: string;

/** A provider of somebody else, as strict as they come: requests are pushed, and clients have a key and no secret. */
function strictProvider(address: string): Provider {
  const provider = new Provider(address, {
    clients: [
      {
        client_id: 'stadttor',
        token_endpoint_auth_method: 'private_key_jwt',
        jwks_uri: `${address}/keys-of-the-hub`,
        redirect_uris: [`${CALLBACK}/strict`],
        id_token_signed_response_alg: 'ES256',
      },
    ],
    jwks: { keys: [providerKey.mine] } as never,
    clientAuthMethods: ['private_key_jwt'],
    enabledJWA: { clientAuthSigningAlgValues: ['ES256'], idTokenSigningAlgValues: ['ES256'] },
    acrValues: [SUBSTANTIAL],
    claims: { openid: ['sub', 'acr', 'family_name'] },
    conformIdTokenClaims: false,
    routes: { authorization: '/oidc/auth' },
    features: {
      devInteractions: { enabled: false },
      pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true },
    },
    interactions: { url: (_ctx, { uid }) => `/sign-in/${uid}` },
    findAccount: (_ctx, accountId) => ({
      accountId,
      claims: () => ({ sub: accountId, acr: SUBSTANTIAL, family_name: 'Muster' }),
    }),
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ clientId: oidc.client?.clientId, accountId: oidc.session?.accountId });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
  });
  provider.on('pushed_authorization_request.success', ({ oidc }) => void asked.push(toQuery(oidc.params ?? {})));
  return provider;
}

const toQuery = (params: object): URLSearchParams =>
  new URLSearchParams(Object.entries(params).flatMap(([name, value]) => (value ? [[name, String(value)]] : [])));

beforeAll(async () => {
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = strictProvider(issuer);
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (request.url === '/keys-of-the-hub') return void response.end(JSON.stringify({ keys: [hubKey.theirs] }));
    if (!request.url?.startsWith('/sign-in/')) return void answer(request, response);
    void provider.interactionFinished(request, response, { login: { accountId: 'person-7', acr: SUBSTANTIAL } });
  });
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function accountWith(clientKey: Jwk): OidcAccount {
  const entry = { id: 'strict', issuer, clientId: 'stadttor', clientKey, allowInsecureIssuer: true };
  const [settings] = readProviders([entry], false) as [OidcSettings];
  return new OidcAccount(settings, { callbackBase: CALLBACK, timeoutMs: 5_000 });
}

describe('an account provider that wants pushed requests and a key', () => {
  it('is asked by a pushed request, so that the address says nothing, and its answer is believed', async () => {
    const account = accountWith(hubKey.mine);
    const { to, secrets } = await account.depart({ state: 'our-state', asked: 'SUBSTANTIAL', loginHint: 'person-7' });
    const address = new URL(String(to));
    expect([...address.searchParams.keys()].sort()).toEqual(['client_id', 'request_uri']);
    expect(Object.fromEntries(asked.at(-1) ?? [])).toMatchObject({
      state: 'our-state',
      nonce: secrets.nonce,
      code_challenge_method: 'S256',
      login_hint: 'person-7',
      acr_values: expect.stringContaining(SUBSTANTIAL),
    });
    const { location } = await new Browser(issuer, issuer).open(address.href);
    expect(location.startsWith(`${CALLBACK}/strict?`)).toBe(true);
    const arrival = { state: 'our-state', url: new URL(location), form: null, secrets, fresh: false };
    expect(await account.prove(arrival)).toMatchObject({
      provider: 'strict',
      issuer,
      subject: 'person-7',
      level: 'SUBSTANTIAL',
      attributes: { family_name: { value: 'Muster', level: 'SUBSTANTIAL' } },
    });
  });

  it('is not even begun with by somebody who has the name of the hub and another key', async () => {
    const pushed = asked.length;
    await expect(accountWith(strangersKey.mine).depart({ state: 's', asked: 'BASIC' })).rejects.toMatchObject({
      reason: 'provider-down',
    });
    expect(asked).toHaveLength(pushed);
  });

  it('gives nothing for a code to somebody with another key', async () => {
    const account = accountWith(hubKey.mine);
    const { to, secrets } = await account.depart({ state: 'our-state', asked: 'BASIC' });
    const { location } = await new Browser(issuer, issuer).open(String(to));
    const arrival = { state: 'our-state', url: new URL(location), form: null, secrets, fresh: false };
    await expect(accountWith(strangersKey.mine).prove(arrival)).rejects.toMatchObject({ reason: 'provider-down' });
    expect((await account.prove(arrival)).subject).toBe('person-7');
  });
});
