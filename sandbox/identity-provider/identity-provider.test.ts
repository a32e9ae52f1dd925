import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair } from 'jose';
import * as openid from 'openid-client';
import type { SandboxClient } from '../clients.ts';
import { type SignInChoice, signInAt } from '../drive.ts';
import { type Sandbox, startSandbox } from '../start-sandbox.ts';
import { findPersona, type Persona, pseudonymOf } from './personas.ts';

const REDIRECT_URI = 'http://hub.example/link/callback';
const secretClient: SandboxClient = {
  clientId: 'hub',
  clientSecret: 'a-secret-of-the-sandbox-only',
  signIn: { redirectUris: [REDIRECT_URI] },
};

let sandbox: Sandbox;
let keyClient: SandboxClient;
let privateKey: CryptoKey;

beforeAll(async () => {
  const pair = await generateKeyPair('ES256', { extractable: true });
  privateKey = pair.privateKey;
  keyClient = {
    clientId: 'hub-with-key',
    publicKeys: [{ ...(await exportJWK(pair.publicKey)), alg: 'ES256' }],
    signIn: { redirectUris: ['http://other.example/callback'] },
  };
  sandbox = await startSandbox({ port: 0, clients: [secretClient, keyClient] });
});
afterAll(() => sandbox.close());
afterEach(() => sandbox.misbehave.stop());

const discover = (target = sandbox): Promise<openid.Configuration> =>
  openid.discovery(
    new URL(target.issuer),
    'hub',
    { id_token_signed_response_alg: 'ES256' },
    openid.ClientSecretBasic(secretClient.clientSecret),
    { execute: [openid.allowInsecureRequests] },
  );

interface Flow {
  config: openid.Configuration;
  url: URL;
  checks: { pkceCodeVerifier: string; expectedState: string; expectedNonce: string };
}

async function begin(
  config: openid.Configuration,
  parameters: Record<string, string> = {},
  redirectUri = REDIRECT_URI,
): Promise<Flow> {
  const verifier = openid.randomPKCECodeVerifier();
  const checks = {
    pkceCodeVerifier: verifier,
    expectedState: openid.randomState(),
    expectedNonce: openid.randomNonce(),
  };
  const url = openid.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid',
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state: checks.expectedState,
    nonce: checks.expectedNonce,
    ...parameters,
  });
  return { config, url, checks };
}

async function signIn(choice: SignInChoice, parameters: Record<string, string> = {}, config?: openid.Configuration) {
  const flow = await begin(config ?? (await discover()), parameters);
  const returned = await signInAt(flow.url, choice);
  return openid.authorizationCodeGrant(flow.config, new URL(returned), flow.checks);
}

describe('the identity provider', () => {
  it('signs erika in with PKCE and a client secret and tells what BundID tells, by the names of a broker', async () => {
    const tokens = await signIn({ persona: 'erika', level: 'SUBSTANTIAL' });
    expect(tokens.claims()).toMatchObject({
      given_name: 'Erika',
      family_name: 'Mustermann',
      birth_name: 'Gabler',
      date_of_birth: '1983-08-12',
      place_of_birth: 'Berlin',
      nationality: 'D',
      street_and_building: 'Heidestraße 17',
      city: 'Musterstadt',
      community_id: expect.stringMatching(/^\d{12}$/),
      country: 'DE',
      bPK2: expect.stringMatching(/^[\w-]{43}$/),
      legacy_postkorb_handle: expect.stringMatching(/^[\da-f-]{36}$/),
      trust_level_authentication: 'STORK-QAA-Level-3',
      assertion_proved_by: 'Elster',
      application_id: expect.stringMatching(/^[\da-f-]{36}$/),
    });
  });

  it('tells the same at the userinfo endpoint as in the ID token', async () => {
    const config = await discover();
    const tokens = await signIn({ persona: 'max', level: 'HIGH' }, {}, config);
    const claims = tokens.claims() as openid.IDToken;
    const userinfo = await openid.fetchUserInfo(config, tokens.access_token, claims.sub);
    expect(userinfo).toMatchObject({ bPK2: claims.bPK2, application_id: claims.application_id, document_type: 'ID' });
  });

  it('signs in a client that proves itself with a private key', async () => {
    const config = await openid.discovery(
      new URL(sandbox.issuer),
      'hub-with-key',
      { id_token_signed_response_alg: 'ES256' },
      openid.PrivateKeyJwt(privateKey),
      { execute: [openid.allowInsecureRequests] },
    );
    const { url, checks } = await begin(config, {}, 'http://other.example/callback');
    const tokens = await openid.authorizationCodeGrant(
      config,
      new URL(await signInAt(url, { persona: 'max' })),
      checks,
    );
    expect(tokens.claims()?.given_name).toBe('Max');
  });

  it('gives one service the same pseudonym each time and another service another one', async () => {
    const first = (await signIn({ persona: 'erika' })).claims();
    const again = (await signIn({ persona: 'erika', level: 'HIGH' })).claims();
    expect(again?.bPK2).toBe(first?.bPK2);
    expect(again?.sub).toBe(first?.sub);
    const erika = findPersona('erika') as Persona;
    expect(first?.bPK2).toBe(pseudonymOf(erika, 'hub.example'));
    expect(pseudonymOf(erika, 'other.example')).not.toBe(first?.bPK2);
  });

  it('refuses an authorization request without PKCE', async () => {
    const { url } = await begin(await discover());
    url.searchParams.delete('code_challenge');
    url.searchParams.delete('code_challenge_method');
    const returned = new URL(await signInAt(url, { persona: 'erika' }));
    expect(returned.searchParams.get('error')).toBe('invalid_request');
  });

  it('refuses a code that comes with another verifier', async () => {
    const flow = await begin(await discover());
    const returned = new URL(await signInAt(flow.url, { persona: 'erika' }));
    const checks = { ...flow.checks, pkceCodeVerifier: openid.randomPKCECodeVerifier() };
    await expect(openid.authorizationCodeGrant(flow.config, returned, checks)).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });

  it('refuses a redirect address that was not registered, on a page of its own', async () => {
    const { url } = await begin(await discover(), { redirect_uri: 'http://evil.example/callback' });
    const response = await fetch(url, { redirect: 'manual', headers: { accept: 'text/html' } });
    expect(response.status).toBe(400);
    const page = await response.text();
    expect(page).toContain('Das hat nicht geklappt');
    expect(page).not.toMatch(/node_modules|at .*\.js/);
  });

  it('names itself in the authorization response', async () => {
    const { url } = await begin(await discover());
    const returned = new URL(await signInAt(url, { persona: 'erika' }));
    expect(returned.searchParams.get('iss')).toBe(sandbox.issuer);
  });

  it('answers access_denied to a person who cancels', async () => {
    const { url } = await begin(await discover());
    const returned = new URL(await signInAt(url, { persona: 'erika', cancel: true }));
    expect(returned.searchParams.get('error')).toBe('access_denied');
    expect(returned.searchParams.has('code')).toBe(false);
  });
});

describe('the trust level', () => {
  it('is raised by the scope of the broker', async () => {
    const tokens = await signIn({ persona: 'erika' }, { scope: 'openid level4' });
    expect(tokens.claims()).toMatchObject({
      trust_level_authentication: 'STORK-QAA-Level-4',
      assertion_proved_by: 'eID',
    });
  });

  it('is raised by acr_values and answered in the words it was asked in', async () => {
    const tokens = await signIn({ persona: 'erika' }, { acr_values: 'http://eidas.europa.eu/LoA/high' });
    expect(tokens.claims()?.acr).toBe('http://eidas.europa.eu/LoA/high');
  });

  it('may be higher than asked', async () => {
    const tokens = await signIn({ persona: 'erika', level: 'HIGH' }, { acr_values: 'STORK-QAA-Level-3' });
    expect(tokens.claims()?.acr).toBe('STORK-QAA-Level-4');
  });

  it('is never lower than asked', async () => {
    const { url } = await begin(await discover(), { scope: 'openid level3' });
    await expect(signInAt(url, { persona: 'erika', level: 'BASIC' })).rejects.toThrow('422');
  });

  it('is never higher than the person can reach', async () => {
    const { url } = await begin(await discover());
    await expect(signInAt(url, { persona: 'ben', level: 'SUBSTANTIAL' })).rejects.toThrow('422');
  });

  it('is that of this sign-in, not of an earlier one', async () => {
    await signIn({ persona: 'erika', level: 'HIGH' });
    const tokens = await signIn({ persona: 'erika', level: 'BASIC' });
    expect(tokens.claims()).toMatchObject({
      trust_level_authentication: 'STORK-QAA-Level-1',
      assertion_proved_by: 'Benutzername',
    });
  });
});

describe('the sign-in page', () => {
  const open = async (parameters: Record<string, string> = {}, headers: Record<string, string> = {}) => {
    const { url } = await begin(await discover(), parameters);
    const first = await fetch(url, { redirect: 'manual' });
    const cookie = first.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    const address = new URL(first.headers.get('location') ?? '', url);
    return {
      address,
      cookie,
      response: await fetch(address, { headers: { cookie, accept: 'text/html', ...headers } }),
    };
  };

  it('says in German that it is a test system and needs no script', async () => {
    const { response } = await open();
    const page = await response.text();
    expect(page).toContain('<html lang="de">');
    expect(page).toContain('Testsystem – keine echten Daten');
    expect(page).not.toContain('<script');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('speaks English when asked to', async () => {
    const page = await (await open({ ui_locales: 'en de' })).response.text();
    expect(page).toContain('<html lang="en">');
    expect(page).toContain('Test system – no real data');
  });

  it('preselects the hinted person and offers only ways that are strong enough', async () => {
    const page = await (await open({ login_hint: 'max', scope: 'openid level4' })).response.text();
    expect(page).toMatch(/value="max" checked/);
    expect(page).not.toContain('value="SUBSTANTIAL"');
  });

  it('takes a numbered person from the text field', async () => {
    const { address, cookie } = await open();
    const body = new URLSearchParams({ action: 'sign-in', persona: 'erika', numbered: 'p0042', level: 'HIGH' });
    const response = await fetch(address, { method: 'POST', redirect: 'manual', headers: { cookie }, body });
    expect(response.status).toBe(303);
  });

  it('says so when the person does not exist, and repeats nothing that was typed unescaped', async () => {
    const { address, cookie } = await open();
    const body = new URLSearchParams({ action: 'sign-in', numbered: '"><b>', level: 'HIGH' });
    const response = await fetch(address, { method: 'POST', headers: { cookie, 'accept-language': 'de' }, body });
    const page = await response.text();
    expect(response.status).toBe(422);
    expect(page).toContain('Diese Testperson gibt es nicht');
    expect(page).not.toContain('"><b>');
  });

  it('refuses a form that comes from a browser without the cookie of the sign-in', async () => {
    const { address } = await open();
    const body = new URLSearchParams({ action: 'sign-in', persona: 'erika' });
    const response = await fetch(address, { method: 'POST', redirect: 'manual', body });
    expect(response.status).toBe(400);
  });

  it('asks again for the next service: there is no single sign-on', async () => {
    const { address, cookie } = await open();
    const body = new URLSearchParams({ action: 'sign-in', persona: 'erika' });
    const posted = await fetch(address, { method: 'POST', redirect: 'manual', headers: { cookie }, body });
    const back = await fetch(posted.headers.get('location') ?? '', { redirect: 'manual', headers: { cookie } });
    expect(back.headers.get('location')).toContain(REDIRECT_URI);
    expect(back.headers.getSetCookie().filter((line) => line.startsWith('sandbox_session='))).toEqual([]);
  });
});

describe('a sandbox with a data folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('redeems after a restart the code it gave before, with the same keys', async () => {
    const before = await startSandbox({ port: 0, clients: [secretClient], dataFolder: folder });
    const port = Number(new URL(before.url).port);
    const flow = await begin(await discover(before));
    const returned = new URL(await signInAt(flow.url, { persona: 'anna' }));
    const keys = await (await fetch(`${before.issuer}/jwks`)).json();
    await before.close();
    await expect(fetch(before.issuer)).rejects.toThrow();

    const after = await startSandbox({ port, clients: [secretClient], dataFolder: folder });
    try {
      const tokens = await openid.authorizationCodeGrant(flow.config, returned, flow.checks);
      expect(tokens.claims()?.given_name).toBe('Anna');
      expect(await (await fetch(`${after.issuer}/jwks`)).json()).toEqual(keys);
    } finally {
      await after.close();
    }
  });
});

describe('the identity provider, told to misbehave', () => {
  it('asserts a lower level than was asked for', async () => {
    sandbox.misbehave.signIn({ kind: 'lower-level' });
    const tokens = await signIn({ persona: 'erika' }, { scope: 'openid level4' });
    expect(tokens.claims()?.trust_level_authentication).toBe('STORK-QAA-Level-1');
  });

  it('leaves the pseudonym out, as after a guest sign-in', async () => {
    sandbox.misbehave.signIn({ kind: 'without-pseudonym' });
    const claims = (await signIn({ persona: 'erika' })).claims();
    expect(claims).not.toHaveProperty('bPK2');
    expect(claims).not.toHaveProperty('legacy_postkorb_handle');
  });

  it('names another issuer, which a careful client refuses', async () => {
    sandbox.misbehave.signIn({ kind: 'wrong-issuer' });
    await expect(signIn({ persona: 'erika' })).rejects.toMatchObject({ code: 'OAUTH_INVALID_RESPONSE' });
  });

  it('returns another state, which a careful client refuses', async () => {
    sandbox.misbehave.signIn({ kind: 'wrong-state' });
    await expect(signIn({ persona: 'erika' })).rejects.toMatchObject({ code: 'OAUTH_INVALID_RESPONSE' });
  });

  it('fails once at the token endpoint and then works again', async () => {
    const response = await fetch(`${sandbox.issuer}/admin`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'server-error', on: 'token' }),
    });
    expect(response.status).toBe(201);
    await expect(signIn({ persona: 'erika' })).rejects.toThrow();
    expect((await signIn({ persona: 'erika' })).claims()?.given_name).toBe('Erika');
  });

  it('refuses a switch it does not know', async () => {
    const response = await fetch(`${sandbox.issuer}/admin`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'lower-levle' }),
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: 'The field kind does not fit.' });
  });
});
