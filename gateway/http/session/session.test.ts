import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Principal } from '../../../platform/visa/index.ts';
import { SocketClient } from '../../testing/socket-client.ts';
import { codesOf, startTestGateway, type TestGateway } from '../../testing/test-gateway.ts';
import { PUBLIC_URL } from '../../testing/test-identity.ts';
import { TestProvider } from '../../testing/test-provider.ts';

let hub: TestGateway;
let provider: TestProvider;
let principal: Principal & { citizenId: string };
let base: string;

beforeEach(async () => {
  // The provider needs the hub's identity and the hub needs the provider's fetch: the hub's is led there once both stand.
  const led = { fetch: (_url: string, _init: object): Promise<Response> => Promise.reject(new Error('not yet')) };
  hub = await startTestGateway({
    session: {
      clientSecret: 'secret',
      scopes: ['openid', 'cases'],
      fetch: (url, init) => led.fetch(url, init),
    },
  });
  ({ principal } = await hub.identity.signIn());
  provider = await TestProvider.start(hub.identity, principal.citizenId);
  led.fetch = provider.fetch;
  base = hub.url.replace('/graphql', '');
});
afterEach(async () => {
  await hub.close();
  await provider.close();
});

const get = (path: string, cookie?: string) =>
  fetch(`${base}${path}`, { redirect: 'manual', headers: cookie ? { cookie } : {} });

const cookieOf = (response: Response, name: string): string =>
  response.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0] ?? '')
    .find((pair) => pair.startsWith(`${name}=`)) ?? '';

/** Goes the whole way and returns the session cookie. */
async function signIn(path = '/session/sign-in?return=/cases'): Promise<{ cookie: string; location: string | null }> {
  const begun = await get(path);
  const back = provider.signInAt(begun.headers.get('location') ?? '');
  const done = await get(back, cookieOf(begun, 'stadttor-sign-in'));
  return { cookie: cookieOf(done, 'stadttor'), location: done.headers.get('location') };
}

const ME = { query: '{ me { id } }' };
const OURS = { origin: PUBLIC_URL };

describe('signing in', () => {
  it('asks the provider with PKCE, the graph as resource, and the wishes of the portal', async () => {
    const response = await get('/session/sign-in?return=/cases&hint=bundid&acr=substantial');
    const url = new URL(response.headers.get('location') ?? '');
    expect([response.status, `${url.origin}${url.pathname}`]).toEqual([303, `${PUBLIC_URL}/oidc/auth`]);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      client_id: 'portal',
      redirect_uri: `${PUBLIC_URL}/session/callback`,
      resource: `${PUBLIC_URL}/graphql`,
      scope: 'openid cases',
      code_challenge_method: 'S256',
      login_hint: 'bundid',
      acr_values: 'substantial',
    });
  });

  it('ends where it began, with a cookie that no script reads', async () => {
    const begun = await get('/session/sign-in?return=/cases');
    const done = await get(provider.signInAt(begun.headers.get('location') ?? ''), cookieOf(begun, 'stadttor-sign-in'));
    expect([done.status, done.headers.get('location')]).toEqual([303, '/cases']);
    const line = done.headers.getSetCookie().find((text) => text.startsWith('stadttor='));
    expect(line).toMatch(/; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/);
  });

  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', '/a\nb', ''])(
    'never leads to %j afterwards',
    async (path) => {
      const { location } = await signIn(`/session/sign-in?return=${encodeURIComponent(path)}`);
      expect(location).toBe('/');
    },
  );

  it('fails neutrally for an answer with another state, and sets no session', async () => {
    const begun = await get('/session/sign-in');
    const back = provider.signInAt(begun.headers.get('location') ?? '').replace(/state=[^&]+/, 'state=other');
    const done = await get(back, cookieOf(begun, 'stadttor-sign-in'));
    expect([done.status, cookieOf(done, 'stadttor')]).toEqual([400, '']);
    expect(await done.text()).toContain('Die Anmeldung hat nicht geklappt');
  });

  it('that failed can be tried again, in three languages, and leads back to where she began', async () => {
    const begun = await get('/session/sign-in?return=/cases%3Fa=1%26b=2');
    const back = provider.signInAt(begun.headers.get('location') ?? '').replace(/state=[^&]+/, 'state=other');
    const page = await (await get(back, cookieOf(begun, 'stadttor-sign-in'))).text();
    expect(page).toMatch(/Leichte Sprache.*lang="en".*Sign in again/s);
    const again = new Set([...page.matchAll(/href="(\/session[^"]+)"/g)].map(([, address]) => address));
    expect([...again]).toEqual(['/session/sign-in?return=%2Fcases%3Fa%3D1%26b%3D2']);
    const retried = await get([...again][0] ?? '');
    const done = await get(
      provider.signInAt(retried.headers.get('location') ?? ''),
      cookieOf(retried, 'stadttor-sign-in'),
    );
    expect([done.status, done.headers.get('location')]).toEqual([303, '/cases?a=1&b=2']);
  });

  it('fails for an answer that this browser did not ask for', async () => {
    const begun = await get('/session/sign-in');
    expect((await get(provider.signInAt(begun.headers.get('location') ?? ''))).status).toBe(400);
  });

  it('leads back without a session when the citizen changed her mind', async () => {
    const begun = await get('/session/sign-in?return=/cases');
    const back = provider.signInAt(begun.headers.get('location') ?? '').replace('code=c', 'error=access_denied');
    const done = await get(back, cookieOf(begun, 'stadttor-sign-in'));
    expect([done.status, done.headers.get('location'), cookieOf(done, 'stadttor')]).toEqual([303, '/cases', '']);
  });
});

describe('a session', () => {
  it('asks the graph as the citizen from the hub’s own pages', async () => {
    const { cookie } = await signIn();
    const answer = await hub.post(ME, { cookie, ...OURS });
    expect(answer.body.data).toEqual({ me: { id: principal.citizenId } });
    expect(await (await get('/session', cookie)).json()).toMatchObject({ signedIn: true });
  });

  it.each([
    ['a foreign page', { origin: 'https://evil.example' }],
    ['a page that hides its origin', { origin: 'null' }],
    ['nowhere', {}],
    ['a neighbouring host', { 'sec-fetch-site': 'same-site' }],
  ])('is not used from %s', async (_what, headers) => {
    const { cookie } = await signIn();
    const answer = await hub.post(ME, { cookie, ...headers } as Record<string, string>);
    expect([answer.status, codesOf(answer)]).toEqual([400, ['CSRF_BLOCKED']]);
  });

  it('refreshes its access token once for many requests', async () => {
    provider.accessTokenSeconds = 20;
    const { cookie } = await signIn();
    const answers = await Promise.all([1, 2, 3].map(() => hub.post(ME, { cookie, ...OURS })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const refreshed = provider.requests.filter(({ form }) => form.get('grant_type') === 'refresh_token');
    expect(refreshed).toHaveLength(1);
    expect(answers[0]?.headers.get('set-cookie')).toContain('stadttor=');
  });

  it('ends when the provider refuses to refresh, and its cookie goes', async () => {
    provider.accessTokenSeconds = 20;
    const { cookie } = await signIn();
    provider.refusesRefresh = true;
    const answer = await hub.post(ME, { cookie, ...OURS });
    expect([answer.status, codesOf(answer)]).toEqual([401, ['UNAUTHENTICATED']]);
    expect(answer.headers.get('set-cookie')).toContain('Max-Age=0');
  });

  it.each(['garbage', 'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..a.b.c'])('is not made from %s', async (value) => {
    const answer = await hub.post(ME, { cookie: `stadttor=${value}`, ...OURS });
    expect(answer.status).toBe(401);
  });

  it('opens a socket from the hub’s own pages', async () => {
    const { cookie } = await signIn();
    const client = await SocketClient.init(hub.wsUrl, undefined, { cookie, ...OURS });
    client.ask('1', '{ me { id } }');
    expect((await client.hear('next')).payload).toEqual({ data: { me: { id: principal.citizenId } } });
    await client.close();
  });
});

describe('signing out', () => {
  const signOut = (headers: Record<string, string>) => fetch(`${base}/session/sign-out`, { method: 'POST', headers });

  it('ends the session at identity and the provider and takes the cookie', async () => {
    const { cookie } = await signIn();
    const response = await signOut({ cookie, ...OURS });
    expect(await response.json()).toMatchObject({
      signedIn: false,
      signOutUrl: expect.stringContaining('/oidc/sign-out'),
    });
    expect(response.headers.get('set-cookie')).toContain('Max-Age=0');
    expect(provider.revoked).toEqual(['r1']);
    expect(hub.identity.questions.at(-1)).toEqual({ question: 'endSession', body: { session: principal.session } });
  });

  it('is not done for a foreign page', async () => {
    const { cookie } = await signIn();
    expect((await signOut({ cookie, origin: 'https://evil.example' })).status).toBe(400);
    expect(provider.revoked).toEqual([]);
  });
});
