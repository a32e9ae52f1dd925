import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLocalJWKSet, decodeJwt, type JSONWebKeySet, jwtVerify } from 'jose';
import type { Principal } from '../../../platform/visa/index.ts';
import {
  appRequest,
  GRAPH,
  HUB,
  redeem,
  type SignInHub,
  signInWith,
  startSignInHub,
  tokenRequest,
  tokensFor,
} from './sign-in-hub.ts';

const ERIKA = { persona: 'erika', level: 'SUBSTANTIAL' } as const;
let hub: SignInHub;
beforeAll(async () => {
  hub = await startSignInHub();
});
afterAll(() => hub.stop());

const principalOf = (token: string) => hub.ask<Principal | null>('principal', { claims: decodeJwt(token) });

describe('the hub as OpenID provider', () => {
  it('publishes what it can, and nothing it must not', async () => {
    const { text } = await hub.browser().step(`${HUB}/.well-known/openid-configuration`);
    expect(JSON.parse(text)).toMatchObject({
      issuer: HUB,
      authorization_endpoint: `${HUB}/oidc/auth`,
      jwks_uri: `${HUB}/oidc/jwks`,
      response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
      grant_types_supported: expect.not.arrayContaining(['implicit', 'password']),
    });
    expect(JSON.parse(text)).not.toHaveProperty('registration_endpoint');
  });

  it('signs erika in and hands out an access token that says who, how strongly and for what', async () => {
    const { access_token, id_token } = await tokensFor(hub, ERIKA);
    const keys = createLocalJWKSet(await hub.ask<JSONWebKeySet>('keys', {}));
    const { payload, protectedHeader } = await jwtVerify(access_token, keys, {
      issuer: HUB,
      audience: GRAPH,
      typ: 'at+jwt',
    });
    expect(protectedHeader.alg).toBe('ES256');
    expect(payload).toMatchObject({
      sub: expect.stringMatching(/^[\da-f-]{36}$/),
      client_id: 'portal',
      scope: 'openid accounts consents',
      acr: 'http://eidas.europa.eu/LoA/substantial',
      stadttor_proof: 'SUBSTANTIAL',
      sid: expect.any(String),
      grant: expect.any(String),
      auth_time: expect.any(Number),
    });
    expect(Number(payload.exp) - Number(payload.iat)).toBe(300);
    expect(decodeJwt(id_token)).toMatchObject({ sub: payload.sub, nonce: 'app-nonce', acr: payload.acr });
  });

  it('knows her again, and tells the gateway who she is', async () => {
    const [first, again] = [await tokensFor(hub, ERIKA), await tokensFor(hub, { ...ERIKA, level: 'BASIC' })];
    const before = await principalOf(first.access_token);
    expect(before).toMatchObject({ kind: 'citizen', authentication: 'SUBSTANTIAL', client: 'portal', purposes: [] });
    expect(await principalOf(again.access_token)).toMatchObject({
      citizenId: before?.citizenId,
      authentication: 'BASIC',
      identityProof: 'SUBSTANTIAL',
    });
  });

  it('never puts a private key among the public ones', async () => {
    const { keys } = await hub.ask<JSONWebKeySet>('keys', {});
    expect(keys).toHaveLength(1);
    expect(keys[0]).not.toHaveProperty('d');
    const { text } = await hub.browser().step(`${HUB}/oidc/jwks`);
    expect(JSON.parse(text).keys[0]).toMatchObject({ kid: keys[0]?.kid });
    expect(text).not.toContain('"d"');
  });

  it('refuses a code the second time and ends what came of it', async () => {
    const { browser, request, code, access_token, refresh_token } = await tokensFor(hub, ERIKA);
    expect(await redeem(browser, request, code)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect(await principalOf(access_token)).toBeNull();
    const form = { grant_type: 'refresh_token', refresh_token };
    expect(await tokenRequest(browser, 'portal', form)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    });
  });

  it('gives a code to one of two who come with it at the same moment', async () => {
    const browser = hub.browser();
    const request = await appRequest();
    const back = await signInWith(browser, request.url, ERIKA);
    const code = new URL(back.location).searchParams.get('code') ?? '';
    const answers = await Promise.all([redeem(browser, request, code), redeem(browser, request, code)]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('refreshes with a new refresh token each time, and ends the family when an old one comes back', async () => {
    const { browser, refresh_token } = await tokensFor(hub, ERIKA);
    const refresh = (token: string) =>
      tokenRequest(browser, 'portal', { grant_type: 'refresh_token', refresh_token: token });
    const { body } = await refresh(refresh_token);
    expect(await principalOf(body.access_token)).toMatchObject({ kind: 'citizen' });
    expect(body.refresh_token).not.toBe(refresh_token);
    expect(await refresh(refresh_token)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect(await refresh(body.refresh_token)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect(await principalOf(body.access_token)).toBeNull();
  });

  it.each([
    ['without PKCE', { code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
    ['with plain PKCE', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['for a token directly', { response_type: 'token' }, 'unsupported_response_type'],
    ['for a foreign resource', { resource: 'https://other.example/graphql' }, 'invalid_target'],
    ['without a sign-in when none may be asked', { prompt: 'none' }, 'login_required'],
  ])('sends a request %s back with an error', async (_how, changes, error) => {
    const { url } = await appRequest(changes);
    const { location } = await hub.browser().open(url);
    const answer = new URL(location.replace('#', '?')).searchParams;
    expect([answer.get('error'), answer.get('iss')]).toEqual([error, HUB]);
  });

  it.each([
    ['another path', `${HUB}/session/callback/more`],
    ['a query', `${HUB}/session/callback?x=1`],
    ['another host', 'https://evil.example/session/callback'],
    ['a host in disguise', 'http://localhost:4000@evil.example/session/callback'],
  ])('shows a neutral page and leads nowhere for a redirect address with %s', async (_how, redirect_uri) => {
    const { url } = await appRequest({ redirect_uri });
    const { status, location, text, headers } = await hub.browser().open(url);
    expect([status, location]).toEqual([400, '']);
    expect(text).toContain('Das hat nicht geklappt');
    expect(text).not.toContain('evil.example');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('refuses a scope the app may not have', async () => {
    const { url } = await appRequest({ scope: 'openid staff' }, 'waste-app');
    const { location } = await hub.browser().open(url);
    expect(new URL(location).searchParams.get('error')).toBe('invalid_scope');
  });

  it.each([
    ['a wrong verifier', { code_verifier: 'x'.repeat(43) }],
    ['another redirect address', { redirect_uri: `${HUB}/other` }],
  ])('refuses a code with %s', async (_how, changes) => {
    const browser = hub.browser();
    const request = await appRequest();
    const back = await signInWith(browser, request.url, ERIKA);
    const code = new URL(back.location).searchParams.get('code') ?? '';
    expect(await redeem(browser, request, code, changes)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    });
  });

  it('refuses a client with a wrong secret', async () => {
    const browser = hub.browser();
    const authorization = `Basic ${Buffer.from('portal:guess').toString('base64')}`;
    const { status, text } = await browser.post(
      `${HUB}/oidc/token`,
      { grant_type: 'refresh_token' },
      { authorization },
    );
    expect([status, JSON.parse(text).error]).toEqual([401, 'invalid_client']);
  });

  it('ends her session: the token names nobody, and no refresh helps', async () => {
    const { browser, access_token, refresh_token } = await tokensFor(hub, ERIKA);
    await hub.ask('endSession', { session: decodeJwt(access_token).sid });
    expect(await principalOf(access_token)).toBeNull();
    const form = { grant_type: 'refresh_token', refresh_token };
    expect(await tokenRequest(browser, 'portal', form)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    });
  });
});
