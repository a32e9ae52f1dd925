import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from '@jest/globals';
import { decodeJwt, decodeProtectedHeader, importJWK, SignJWT } from 'jose';
import * as openid from 'openid-client';
import { clientKey, clientSecret } from '../../../platform/clients/index.ts';
import type { Attack } from '../../../platform/testing/attack-table.ts';
import { citizen } from '../../../platform/testing/principals.ts';
import type { Principal } from '../../../platform/visa/index.ts';
import { refreshTokenSeconds } from '../provider/lifetimes.ts';
import { replaceSigningKey, rotateSigningKey } from '../provider/signing-keys.ts';
import { partnerClient, partnerSignIn } from './partner-client.ts';
import { SECRET } from './person.ts';
import { rows } from './rows.ts';
import { appRequest, HUB, redeem, type SignInHub, signInWith, startSignInHub, tokenRequest } from './sign-in-hub.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const MARKUP = '<script>alert(1)</script>';
let folder: string;
let hub: SignInHub;
let waste: openid.Configuration;
/** Logout tokens as they came; the first one finds the receiver down. */
const heard: string[] = [];
const receiver = createServer(async (request, response) => {
  heard.push(new URLSearchParams(await text(request)).get('logout_token') ?? '');
  response.writeHead(heard.length === 1 ? 503 : 204).end();
});
export async function open(): Promise<void> {
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  folder = mkdtempSync(join(tmpdir(), 'partners-'));
  cpSync(join(ROOT, 'partners'), folder, { recursive: true });
  const file = readFileSync(join(folder, 'waste-app.yaml'), 'utf8');
  const named = file.replace(/^name: .*$/m, `name: { de: "Müll ${MARKUP}", en: Waste, leicht: Müll }`);
  const { port } = receiver.address() as AddressInfo;
  writeFileSync(join(folder, 'waste-app.yaml'), `${file}\nbackchannelLogoutUri: http://127.0.0.1:${port}/logout\n`);
  writeFileSync(join(folder, 'markup-app.yaml'), `${named}\norigins: [https://spa.example]\n`);
  writeFileSync(join(folder, 'strict-app.yaml'), `${file}\ndpop: required\npar: required\nrefresh: bound\n`);
  hub = await startSignInHub({ partnersFolder: folder });
  waste = await partnerClient(hub, 'waste-app');
}
export async function close(): Promise<void> {
  await hub.stop();
  receiver.closeAllConnections();
  receiver.close();
  rmSync(folder, { recursive: true });
}

let persons = 0;
const somebody = () => ({ persona: `p03${String(persons++).padStart(2, '0')}` });
const principalOf = (token: string) => hub.ask<Principal | null>('principal', { claims: decodeJwt(token) });
const signIn = (options = {}) => partnerSignIn(hub, waste, somebody(), options);

/** She takes back in the portal all that the app may. */
const takeBack = (citizenId: string) =>
  hub.subgraph
    .as(citizen({ citizenId }))
    .ask(
      `mutation { changeConsents(input: { client: "waste-app", purposes: [], idempotencyKey: "over" }) { consents { id } } }`,
    );

/** A code that came to the portal, and all that is needed to redeem it. */
async function code(parameters: Record<string, string> = {}) {
  const browser = hub.browser();
  const request = await appRequest(parameters);
  const back = await signInWith(browser, request.url, somebody());
  return { browser, request, code: new URL(back.location).searchParams.get('code') ?? '' };
}

/** Opens an authorization request: where does it lead, with which error? */
async function opened(parameters: Record<string, string | undefined>, client = 'portal') {
  const stop = await hub.browser().open((await appRequest(parameters, client)).url);
  const location = stop.location ? new URL(stop.location) : undefined;
  const answer = new URLSearchParams(location?.search || location?.hash.slice(1));
  return { ...stop, error: answer.get('error') ?? undefined };
}

const basic = (client: string, secret = clientSecret(SECRET, client)) => ({
  authorization: `Basic ${Buffer.from(`${client}:${secret}`).toString('base64')}`,
});

async function post(path: string, form: Record<string, string>, headers: Record<string, string> = {}) {
  const { status, text } = await hub.browser().post(`${HUB}${path}`, form, headers);
  return { status, error: text.startsWith('{') ? (JSON.parse(text).error as string | undefined) : undefined, text };
}

/** Runs an attack and sees that it was logged under its name, and without what came in. */
async function logged(id: string, play: () => Promise<unknown>, secrets: string[] = []): Promise<void> {
  const before = hub.log().length;
  await play();
  const lines = hub.log().slice(before);
  expect(lines).toContain(`op.refused ${id}`);
  for (const secret of secrets) expect(lines).not.toContain(secret);
}

const neutral = { status: 400, location: '' };
const redirects: [string, string][] = [
  ['a longer path', `${HUB}/session/callback/more`],
  ['a shorter one', `${HUB}/session/`],
  ['two dots', `${HUB}/session/../session/callback`],
  ['a query', `${HUB}/session/callback?x=1`],
  ['a fragment', `${HUB}/session/callback#x`],
  ['a port', 'http://localhost:4001/session/callback'],
  ['127.0.0.1 for localhost', 'http://127.0.0.1:4000/session/callback'],
  ['user info', 'http://localhost:4000@evil.example/session/callback'],
  ['an encoded slash', `${HUB}/session%2Fcallback`],
  ['another scheme', 'javascript:alert(1)'],
];

async function assertion(changes: { aud?: string; jti?: string } = {}) {
  const key = clientKey(SECRET, 'fachverfahren');
  const { aud = HUB, jti = crypto.randomUUID() } = changes;
  const token = await new SignJWT({ jti })
    .setProtectedHeader({ alg: 'ES256', kid: key.kid })
    .setIssuer('fachverfahren')
    .setSubject('fachverfahren')
    .setAudience(aud)
    .setIssuedAt()
    .setExpirationTime('1m')
    .sign(await importJWK({ ...key }));
  const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
  return { grant_type: 'client_credentials', client_assertion_type: type, client_assertion: token };
}

export const attacks: Attack[] = [
  ...redirects.map(([what, redirect_uri]) => ({
    id: 'V01',
    attack: `redirect address with ${what}`,
    outcome: 'neutral page, leads nowhere',
    play: () => logged('V01', async () => expect(await opened({ redirect_uri })).toMatchObject(neutral), ['evil']),
  })),
  {
    id: 'V01',
    attack: 'a second redirect address',
    outcome: 'refused, at the registered address alone',
    play: async () => {
      const { url, redirectUri } = await appRequest();
      const { location } = await hub.browser().open(`${url}&redirect_uri=https://evil.example/`);
      expect(location.startsWith(`${redirectUri}?error=invalid_request`)).toBe(true);
    },
  },
  {
    id: 'V02',
    attack: 'code used twice',
    outcome: 'refused, and the first tokens end',
    play: () =>
      logged('V02', async () => {
        const { browser, request, code: once } = await code();
        const first = await redeem(browser, request, once);
        expect(await principalOf(first.body.access_token)).not.toBeNull();
        expect(await redeem(browser, request, once)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
        expect(await principalOf(first.body.access_token)).toBeNull();
        const form = { grant_type: 'refresh_token', refresh_token: first.body.refresh_token };
        expect((await tokenRequest(browser, 'portal', form)).status).toBe(400);
      }),
  },
  {
    id: 'V03',
    attack: 'code of one app at another',
    outcome: 'invalid_grant',
    play: () =>
      logged('V03', async () => {
        const { browser, request, code: stolen } = await code();
        expect((await redeem(browser, { ...request, client: 'waste-app' }, stolen)).body.error).toBe('invalid_grant');
      }),
  },
  {
    id: 'V04',
    attack: 'code after its minute',
    outcome: 'invalid_grant',
    play: async () => {
      const { browser, request, code: old } = await code();
      const moved = await rows(
        hub.subgraph,
        `update oidc_record set expires_at = expires_at - interval '60 s'
         where model = 'AuthorizationCode' and expires_at > now() and expires_at <= now() + interval '60 s' returning id`,
      );
      expect(moved.length).toBeGreaterThan(0);
      expect((await redeem(browser, request, old)).body.error).toBe('invalid_grant');
    },
  },
  ...['portal', 'waste-app', 'state-portal'].map((client) => ({
    id: 'V05',
    attack: `no PKCE by ${client}`,
    outcome: 'invalid_request',
    play: () =>
      logged('V05', async () => {
        const without = { code_challenge: undefined, code_challenge_method: undefined, scope: 'openid' };
        expect((await opened(without, client)).error).toBe('invalid_request');
      }),
  })),
  {
    id: 'V06',
    attack: 'PKCE downgraded to plain',
    outcome: 'invalid_request',
    play: () =>
      logged('V06', async () =>
        expect((await opened({ code_challenge_method: 'plain' })).error).toBe('invalid_request'),
      ),
  },
  ...['x'.repeat(43), 'short'].map((code_verifier) => ({
    id: 'V07',
    attack: `verifier ${code_verifier.length < 43 ? 'too short' : 'of another request'}`,
    outcome: 'refused',
    play: () =>
      logged('V07', async () => {
        const { browser, request, code: mine } = await code();
        expect((await redeem(browser, request, mine, { code_verifier })).status).toBe(400);
      }),
  })),
  ...['token', 'id_token', 'code id_token', 'none'].map((response_type) => ({
    id: 'V08',
    attack: `response type ${response_type}`,
    outcome: 'refused',
    play: () =>
      logged('V08', async () => {
        expect((await opened({ response_type })).error).toMatch(/unsupported_response_type|invalid_request/);
      }),
  })),
  {
    id: 'V08',
    attack: 'password grant',
    outcome: 'unsupported_grant_type',
    play: () =>
      logged('V08', async () => {
        const form = { grant_type: 'password', username: 'erika', password: 'x' };
        expect((await post('/oidc/token', form, basic('portal'))).error).toBe('unsupported_grant_type');
      }),
  },
  {
    id: 'V09',
    attack: 'scope raised at the refresh',
    outcome: 'invalid_scope',
    play: () =>
      logged('V09', async () => {
        const { tokens } = await signIn({ scope: 'openid offline_access' });
        const form = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '', scope: 'openid home' };
        expect((await post('/oidc/token', form, basic('waste-app'))).error).toBe('invalid_scope');
      }),
  },
  {
    id: 'V09',
    attack: 'scope the app may not have',
    outcome: 'invalid_scope',
    play: () =>
      logged('V09', async () =>
        expect((await opened({ scope: 'openid staff' }, 'waste-app')).error).toBe('invalid_scope'),
      ),
  },
  {
    id: 'V10',
    attack: 'refresh token played again',
    outcome: 'refused, and the whole family ends',
    play: () =>
      logged('V10', async () => {
        const { tokens } = await signIn();
        const first = tokens.refresh_token ?? '';
        const next = await openid.refreshTokenGrant(waste, first);
        await expect(openid.refreshTokenGrant(waste, first)).rejects.toMatchObject({ error: 'invalid_grant' });
        await expect(openid.refreshTokenGrant(waste, next.refresh_token ?? '')).rejects.toMatchObject({
          error: 'invalid_grant',
        });
        expect(await principalOf(next.access_token)).toBeNull();
      }),
  },
  ...(
    [
      ['consent taken back', takeBack],
      ['the account is gone', (id: string) => rows(hub.subgraph, `delete from citizen where id = $1`, [id])],
    ] as const
  ).map(([what, happen]) => ({
    id: 'V11',
    attack: `refresh after ${what}`,
    outcome: 'invalid_grant',
    play: () =>
      logged('V11', async () => {
        const { tokens } = await signIn();
        const principal = await principalOf(tokens.access_token);
        await happen(principal?.citizenId ?? '');
        await expect(openid.refreshTokenGrant(waste, tokens.refresh_token ?? '')).rejects.toMatchObject({
          error: 'invalid_grant',
        });
      }),
  })),
  {
    id: 'V11',
    attack: 'refresh after a year of refreshing',
    outcome: 'the family ends after 90 days, however busy',
    play: async () => {
      const day = 86_400;
      const now = 400 * day;
      expect(refreshTokenSeconds({ iiat: now }, now * 1000)).toBe(14 * day);
      expect(refreshTokenSeconds({ iiat: now - 89 * day }, now * 1000)).toBe(1 * day);
      expect(refreshTokenSeconds({ iiat: now - 365 * day }, now * 1000)).toBe(1);
      const { tokens } = await signIn();
      const person = (await principalOf(tokens.access_token))?.citizenId;
      await rows(
        hub.subgraph,
        `update oidc_record set payload = payload || jsonb_build_object('iiat', extract(epoch from now())::int - $2::int)
         where model = 'RefreshToken' and payload->>'accountId' = $1`,
        [person, 90 * day],
      );
      const last = await openid.refreshTokenGrant(waste, tokens.refresh_token ?? '');
      await pause(1_100);
      await expect(openid.refreshTokenGrant(waste, last.refresh_token ?? '')).rejects.toMatchObject({
        error: 'invalid_grant',
      });
    },
  },
  {
    id: 'V12',
    attack: 'access token after consent taken back',
    outcome: 'names nobody at the next question, which is asked every 4 s',
    play: async () => {
      const { tokens } = await signIn();
      const principal = await principalOf(tokens.access_token);
      await takeBack(principal?.citizenId ?? '');
      expect(await principalOf(tokens.access_token)).toBeNull();
      expect(await openid.tokenIntrospection(waste, tokens.access_token)).toEqual({ active: false });
    },
  },
  {
    id: 'V13',
    attack: 'token for another audience',
    outcome: 'invalid_target',
    play: () =>
      logged('V13', async () =>
        expect((await opened({ resource: 'https://partner.example/api' })).error).toBe('invalid_target'),
      ),
  },
  {
    id: 'V14',
    attack: 'client secret in the query or the form',
    outcome: 'invalid_client or invalid_request',
    play: async () => {
      const form = { grant_type: 'refresh_token', refresh_token: 'x', client_id: 'portal' };
      const secret = clientSecret(SECRET, 'portal');
      expect((await post(`/oidc/token?client_id=portal&client_secret=${secret}`, form)).status).toBeGreaterThanOrEqual(
        400,
      );
      expect((await post('/oidc/token', { ...form, client_secret: secret })).status).toBe(401);
      expect(hub.log()).not.toContain(secret);
    },
  },
  {
    id: 'V15',
    attack: 'client assertion for another audience',
    outcome: 'invalid_client',
    play: () =>
      logged('V15', async () =>
        expect((await post('/oidc/token', await assertion({ aud: 'https://evil.example' }))).status).toBe(401),
      ),
  },
  {
    id: 'V15',
    attack: 'client assertion played again, also at the same moment',
    outcome: 'one token',
    play: async () => {
      const form = { ...(await assertion()), scope: 'cases' };
      const answers = await Promise.all([
        post('/oidc/token', form),
        post('/oidc/token', form),
        post('/oidc/token', form),
      ]);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    },
  },
  ...(
    [
      [
        'a request object without a signature',
        { request: `${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.` },
      ],
      ['a request by reference to an internal address', { request_uri: 'http://169.254.169.254/latest' }],
    ] as const
  ).map(([attack, parameters]) => ({
    id: 'V16',
    attack,
    outcome: 'refused, nothing is fetched',
    play: async () => {
      const { error, status } = await opened(parameters);
      expect(error ?? String(status)).toMatch(/request_not_supported|request_uri_not_supported|invalid_request|400/);
    },
  })),
  {
    id: 'V17',
    attack: 'prompt=none without a session',
    outcome: 'login_required',
    play: () => logged('V17', async () => expect((await opened({ prompt: 'none' })).error).toBe('login_required')),
  },
  {
    id: 'V17',
    attack: 'prompt=none without consent',
    outcome: 'consent_required',
    play: () =>
      logged('V17', async () => {
        const { browser } = await code();
        const request = await appRequest({ prompt: 'none', scope: 'openid home' }, 'waste-app');
        expect(new URL((await browser.open(request.url)).location).searchParams.get('error')).toBe('consent_required');
      }),
  },
  {
    id: 'V18',
    attack: 'consent page in a frame, with markup in the name of the app',
    outcome: 'never framed, markup is text, purposes in plain German',
    play: async () => {
      const request = await appRequest(
        { scope: 'openid home', redirect_uri: 'https://waste-app.example/callback' },
        'markup-app',
      );
      const { text, headers } = await signInWith(hub.browser(), request.url, somebody());
      expect(text).not.toContain(MARKUP);
      expect(text).toContain('&lt;script&gt;');
      expect(text).toContain('Ihre Adresse lesen');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    },
  },
  {
    id: 'V19',
    attack: 'consent for more than was shown, by claims or by the form',
    outcome: 'only what was shown is granted',
    play: async () => {
      const browser = hub.browser();
      const claims = JSON.stringify({ id_token: { email: { essential: true } } });
      const request = await appRequest({ scope: 'openid home', claims }, 'waste-app');
      const page = await signInWith(browser, request.url, somebody());
      const form = { decision: 'choose', purpose: 'mailbox', scope: 'openid home mailbox', claims };
      const back = page.location ? page : await browser.submit(`${page.address}/consent`, form);
      const { body } = await redeem(browser, request, new URL(back.location).searchParams.get('code') ?? '');
      expect(body.scope).toBe('openid');
      expect(decodeJwt(body.id_token)).not.toHaveProperty('email');
    },
  },
  {
    id: 'V20',
    attack: 'the interaction of another browser',
    outcome: 'neutral page, nothing is granted',
    play: async () => {
      const request = await appRequest({ scope: 'openid home' }, 'waste-app');
      const page = await signInWith(hub.browser(), request.url, somebody());
      const stranger = await hub.browser().submit(`${page.address}/consent`, { decision: 'allow' });
      expect(stranger).toMatchObject(neutral);
    },
  },
  {
    id: 'V21',
    attack: 'consent posted from a foreign page',
    outcome: 'neutral page, nothing is granted',
    play: async () => {
      const browser = hub.browser();
      const request = await appRequest({ scope: 'openid home' }, 'waste-app');
      const page = await signInWith(browser, request.url, somebody());
      const forged = await browser.submit(
        `${page.address}/consent`,
        { decision: 'allow' },
        { origin: 'https://evil.example' },
      );
      expect(forged).toMatchObject(neutral);
    },
  },
  {
    id: 'V22',
    attack: 'dynamic registration',
    outcome: 'there is none',
    play: async () => {
      expect((await post('/oidc/reg', { redirect_uris: 'https://evil.example' })).status).toBe(404);
      expect(waste.serverMetadata().registration_endpoint).toBeUndefined();
    },
  },
  {
    id: 'V23',
    attack: 'development pages, in-memory store',
    outcome: 'neither is there',
    play: async () => {
      const { text } = await opened({});
      expect(text).not.toMatch(/oidc-provider|Any password/i);
      const [row] = await rows<{ n: string }>(
        hub.subgraph,
        `select count(*) as n from oidc_record where model = 'Interaction'`,
      );
      expect(Number(row?.n)).toBeGreaterThan(0);
    },
  },
  {
    id: 'V24',
    attack: 'cookies read by script, sent from elsewhere, or forged',
    outcome: 'HttpOnly, SameSite, signed (with https also Secure and __Host-: https.test.ts)',
    play: async () => {
      const stop = await hub.browser().step((await appRequest()).url);
      const cookies = stop.headers.getSetCookie();
      expect(cookies.length).toBeGreaterThan(1);
      for (const cookie of cookies) expect(cookie).toMatch(/httponly/i);
      for (const cookie of cookies) expect(cookie).toMatch(/samesite=lax/i);
      expect(cookies.some((cookie) => cookie.startsWith('stadttor_step.sig='))).toBe(true);
    },
  },
  {
    id: 'V25',
    attack: 'keys change, or the private part is published',
    outcome: 'what the old key signed stays good, and only public parts are told',
    play: async () => {
      const { tokens } = await signIn();
      await rotateSigningKey(hub.subgraph.running.database, SECRET);
      const { keys } = await hub.ask<{ keys: Record<string, unknown>[] }>('keys', {});
      expect(keys).toHaveLength(2);
      for (const key of keys) expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
      const { kid } = decodeProtectedHeader(tokens.access_token);
      expect(keys.map((key) => key.kid)).toContain(kid);
      expect(await hub.ask('principal', { claims: { ...decodeJwt(tokens.access_token), kid } })).not.toBeNull();
      const jwks = await (await hub.fetch(`${HUB}/oidc/jwks`)).json();
      expect(JSON.stringify(jwks)).not.toContain('"d"');
    },
  },
  {
    id: 'V26',
    attack: 'introspection and revocation by another app',
    outcome: 'inactive, and nothing ends',
    play: async () => {
      const { tokens } = await signIn();
      const other = await partnerClient(hub, 'state-portal');
      expect(await openid.tokenIntrospection(other, tokens.access_token)).toEqual({ active: false });
      await openid.tokenRevocation(other, tokens.refresh_token ?? '');
      expect(await principalOf(tokens.access_token)).not.toBeNull();
    },
  },
  {
    id: 'V27',
    attack: 'signing somebody out by a link',
    outcome: 'the hub asks first, and leads only to registered addresses',
    play: () =>
      logged('V27', async () => {
        const { browser, request, code: mine } = await code();
        const { body } = await redeem(browser, request, mine);
        expect((await browser.open(`${HUB}/oidc/sign-out`)).text).toContain('Möchten Sie sich abmelden?');
        expect(await principalOf(body.access_token)).not.toBeNull();
        const query = new URLSearchParams({ client_id: 'portal', post_logout_redirect_uri: 'https://evil.example/' });
        expect(await browser.open(`${HUB}/oidc/sign-out?${query}`)).toMatchObject(neutral);
      }),
  },
  {
    id: 'V28',
    attack: 'the receiver of a logout token is down',
    outcome: 'told again, for three days, by the same token id',
    play: async () => {
      const { tokens } = await signIn();
      await hub.ask('endSession', { session: (await principalOf(tokens.access_token))?.session });
      while (heard.length < 2) await pause(50);
      const [first, again] = heard.map((token) => decodeJwt(token));
      const { sub, sid } = decodeJwt(tokens.id_token ?? '');
      expect(again).toMatchObject({ aud: 'waste-app', sub, sid, jti: first?.jti });
      const queues = await rows<{ tries: number }>(
        hub.subgraph,
        `select retry_limit as tries from jobs.queue where name in ('back-channel-logout', 'partner-webhook')`,
      );
      // Every ten minutes in the end.
      expect(queues.map(({ tries }) => tries / 6 / 24 >= 3)).toEqual([true, true]);
    },
    timeoutMs: 40_000,
  },
  {
    id: 'V29',
    attack: 'a foreign page calls the token end point',
    outcome: 'allowed for the origins in the file of the app alone',
    play: async () => {
      const form = { grant_type: 'refresh_token', refresh_token: 'x' };
      const from = (origin: string) =>
        hub.fetch(`${HUB}/oidc/token`, {
          method: 'POST',
          body: new URLSearchParams(form),
          headers: { ...basic('markup-app'), origin },
        });
      expect((await from('https://spa.example')).headers.get('access-control-allow-origin')).toBe(
        'https://spa.example',
      );
      expect((await from('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
    },
  },
  {
    id: 'V30',
    attack: 'two apps lay their tokens side by side',
    outcome: 'no id in common: pairwise subject and session, sealed grant (in the graph: e2e/pairwise-ids.test.ts)',
    play: async () => {
      const person = somebody();
      const one = await partnerSignIn(hub, waste, person);
      const portal = await partnerClient(hub, 'state-portal');
      const two = await partnerSignIn(hub, portal, person, { scope: 'openid', browser: one.browser });
      const [here, there] = await Promise.all([one, two].map(({ tokens }) => principalOf(tokens.access_token)));
      expect(there?.session).toBe(here?.session);
      const textsOf = (token: string) => Object.values(decodeJwt(token)).map(String);
      const isId = (text: string) => /[\da-f]{8}-|[\w-]{40}/.test(text) && !text.startsWith('http');
      for (const which of ['access_token', 'id_token'] as const) {
        const [mine, theirs] = [one, two].map(({ tokens }) => textsOf(tokens[which] ?? '')) as [string[], string[]];
        expect(mine.filter((text) => isId(text) && theirs.includes(text))).toEqual([]);
        for (const inner of [here?.citizenId, here?.session])
          expect([...mine, ...theirs].filter((text) => text.includes(inner as string))).toEqual([]);
      }
    },
  },
  {
    id: 'V31',
    attack: 'device and back-channel authentication',
    outcome: 'there is neither',
    play: async () => {
      for (const path of ['/oidc/device/auth', '/oidc/device', '/oidc/backchannel'])
        expect((await post(path, {})).status).toBe(404);
      const { device_authorization_endpoint, backchannel_authentication_endpoint } = waste.serverMetadata();
      expect([device_authorization_endpoint, backchannel_authentication_endpoint]).toEqual([undefined, undefined]);
    },
  },
  {
    id: 'V32',
    attack: 'markup in the parameters of a request that fails',
    outcome: 'the page repeats nothing of it',
    play: async () => {
      const { url } = await appRequest({
        client_id: MARKUP,
        state: MARKUP,
        redirect_uri: `https://evil.example/${MARKUP}`,
      });
      const { status, text } = await hub.browser().open(url);
      expect(status).toBe(400);
      expect(text).not.toMatch(/alert\(1\)|evil\.example/);
    },
  },
  {
    id: 'V05',
    attack: 'an app whose file requires pushed requests and bound tokens comes without',
    outcome: 'refused',
    play: async () => {
      const { error, status } = await opened(
        { scope: 'openid', redirect_uri: 'https://waste-app.example/callback' },
        'strict-app',
      );
      expect(error ?? status).toBe('invalid_request');
    },
  },
  {
    id: 'V25',
    attack: 'a stolen signing key, after the operator replaced it',
    outcome: 'what it signed names nobody, no refresh helps, and apps hear that their sessions are over',
    play: async () => {
      const { tokens } = await signIn();
      const { kid } = decodeProtectedHeader(tokens.access_token);
      const claims = { ...decodeJwt(tokens.access_token), kid };
      expect(await hub.ask('principal', { claims })).not.toBeNull();
      await replaceSigningKey(hub.subgraph.running.database, SECRET);
      expect(await hub.ask('principal', { claims })).toBeNull();
      const { keys } = await hub.ask<{ keys: { kid: string }[] }>('keys', {});
      expect(keys.map((key) => key.kid)).not.toContain(kid);
      await expect(openid.refreshTokenGrant(waste, tokens.refresh_token ?? '')).rejects.toMatchObject({
        error: 'invalid_grant',
      });
      const { sid } = decodeJwt(tokens.id_token ?? '');
      while (!heard.some((token) => decodeJwt(token).sid === sid)) await pause(50);
    },
    timeoutMs: 40_000,
  },
  {
    id: 'V14',
    attack: 'guessing a client secret',
    outcome: 'nothing is looked at for a while',
    play: () =>
      logged('V14', async () => {
        const form = { grant_type: 'refresh_token', refresh_token: 'x' };
        for (let guess = 0; guess < 30; guess++) await post('/oidc/token', form, basic('portal', `guess ${guess}`));
        expect((await post('/oidc/token', form, basic('portal'))).status).toBe(429);
      }),
    timeoutMs: 20_000,
  },
];
