import { expect } from '@jest/globals';
import { signInAt } from '../../../../../../sandbox/drive.ts';
import { rows } from '../../../../__tests__/rows.ts';
import type { LinkingHub } from '../linking-hub.ts';
import { HUB, RETURN } from './addresses.ts';
import { changed, discovered, forged, forgedAs, forgedLink } from './openid-attacks.ts';
import type { Row } from './row.ts';

const PAGE = 'neutral page, nothing made';
const SUCCESS = /\/session\/callback\?code=/;

/** The hub as relying party: attacks by a browser, an answer on its way, or the provider itself. */
export const RELYING_PARTY: readonly Row[] = [
  {
    id: 'O01',
    attack: 'no state',
    holds: PAGE,
    refused: { as: 'O01', tries: { missing: changed((url) => url.searchParams.delete('state')) } },
  },
  {
    id: 'O02',
    attack: 'wrong state',
    holds: PAGE,
    refused: { as: 'O02', tries: { guessed: changed((url) => url.searchParams.set('state', 'guessed')) } },
  },
  {
    id: 'O03',
    attack: 'state of another browser',
    holds: 'neutral page; still good in the right browser',
    refused: {
      as: 'O03',
      tries: {
        'another browser': async (hub) => {
          const { answer } = await hub.answered('servicekonto', { persona: hub.somebody() });
          return () => hub.browser().open(answer.href);
        },
      },
    },
  },
  {
    id: 'O04',
    attack: 'state used twice',
    holds: PAGE,
    refused: {
      as: 'O04',
      tries: {
        twice: async (hub) => {
          const { browser, answer } = await hub.answered('servicekonto', { persona: hub.somebody() });
          await browser.open(answer.href);
          return () => browser.open(answer.href);
        },
      },
    },
  },
  {
    id: 'O05',
    attack: 'no, wrong or replayed nonce',
    holds: PAGE,
    refused: { as: 'O05', tries: forgedAs('nonce-missing', 'nonce-wrong', 'token-of-before') },
  },
  {
    id: 'O06',
    attack: 'no `iss` where promised, or another (mix-up, RFC 9207)',
    holds: PAGE,
    refused: {
      as: 'O06',
      tries: {
        missing: changed((url) => url.searchParams.delete('iss')),
        another: changed((url, hub) => url.searchParams.set('iss', hub.other.issuer)),
      },
    },
  },
  {
    id: 'O07',
    attack: 'code of one issuer at another',
    holds: PAGE,
    refused: {
      as: 'O07',
      tries: {
        'other address': changed((url) => {
          url.pathname = '/link/callback/other';
        }),
      },
    },
  },
  {
    id: 'O08',
    attack: "code of another sign-in, of the attacker's own, made up",
    holds: PAGE,
    refused: {
      as: 'O08',
      tries: {
        'of another sign-in': changed(async (url, hub) => {
          const own = await hub.answered('servicekonto', { persona: hub.somebody() });
          url.searchParams.set('code', own.answer.searchParams.get('code') ?? '');
        }),
        'made up': changed((url) => url.searchParams.set('code', 'guessed')),
      },
    },
  },
  {
    id: 'O09',
    attack: 'PKCE talked down to `plain`',
    holds: 'the provider is not asked at all',
    refused: { as: 'O09', tries: { 'without S256': discovered('discovery-without-s256', 'fresh-a') } },
  },
  {
    id: 'O10',
    attack: 'ID token with alg none',
    holds: PAGE,
    refused: { as: 'O10', tries: forgedAs('alg-none') },
  },
  {
    id: 'O11',
    attack: 'ID token signed by HS256 with the public key',
    holds: PAGE,
    refused: { as: 'O11', tries: forgedAs('signed-with-public-key') },
  },
  {
    id: 'O12',
    attack: 'wrong or unknown key, key or its address in the header, alg null',
    holds: 'neutral page, no address in a header is asked',
    refused: {
      as: 'O12',
      tries: forgedAs(
        'alg-null',
        'signed-by-stranger',
        'unknown-kid',
        'kid-with-path',
        'key-in-header',
        'key-address-in-header',
      ),
    },
  },
  {
    id: 'O13',
    attack: 'issuer differs by slash or case',
    holds: PAGE,
    refused: { as: 'O13', tries: forgedAs('issuer-with-slash', 'issuer-in-capitals') },
  },
  {
    id: 'O14',
    attack: 'audience missing, another, a list without us, azp another',
    holds: PAGE,
    refused: {
      as: 'O14',
      tries: forgedAs('audience-missing', 'audience-other', 'audience-list-without-us', 'authorized-party-other'),
    },
  },
  {
    id: 'O15',
    attack: 'times missing, over, far back, far ahead',
    holds: PAGE,
    refused: {
      as: 'O15',
      tries: forgedAs('expiry-missing', 'expired', 'issued-long-ago', 'issued-in-future', 'not-yet-valid'),
    },
  },
  {
    id: 'O16',
    attack: 'subject missing, or another at the userinfo endpoint',
    holds: PAGE,
    refused: {
      as: 'O16',
      tries: { ...forgedAs('subject-missing'), 'userinfo-of-another': forged('userinfo-of-another', 'broker') },
    },
  },
  {
    id: 'O17',
    attack: 'at_hash or c_hash wrong',
    holds: PAGE,
    refused: { as: 'O17', tries: forgedAs('access-token-hash-wrong', 'code-hash-wrong') },
  },
  {
    id: 'O18',
    attack: 'discovery names another issuer',
    holds: PAGE,
    refused: { as: 'O18', tries: { another: discovered('discovery-of-another', 'fresh-b') } },
  },
  {
    id: 'O19',
    attack: 'discovery or keys lead inside, by redirect, without end',
    holds: 'neutral page; nothing inside is asked, reading ends',
    refused: {
      as: 'O19',
      tries: {
        'points inside': async (hub) => {
          hub.sandbox.misbehave.signIn({ kind: 'discovery-points-inside' });
          const { browser, answer } = await hub.answered('fresh-c', { persona: hub.somebody() });
          return () => browser.open(answer.href);
        },
      },
    },
    check: endsReading,
  },
  {
    id: 'O20',
    attack: '(must work) keys rotate between two sign-ins',
    holds: 'signed in',
    check: async (hub) => {
      await hub.signedIn('servicekonto', { persona: hub.somebody() });
      const { browser, answer } = await hub.answered('servicekonto', { persona: hub.somebody() });
      hub.sandbox.misbehave.signIn({ kind: 'key-rotated' });
      expect((await browser.open(answer.href)).location).toMatch(SUCCESS);
    },
  },
  {
    id: 'O21',
    attack: 'error answer with script in its text',
    holds: 'neutral page that repeats nothing',
    refused: {
      as: 'O21',
      tries: {
        script: changed((url) => {
          url.searchParams.delete('code');
          url.searchParams.set('error', 'server_error');
          url.searchParams.set('error_description', '<script>alert(1)</script>');
        }),
      },
    },
  },
  {
    id: 'O22',
    attack: "login CSRF: the attacker's finished answer in the victim's browser",
    holds: 'neutral page; the victim stays who she is',
    refused: {
      as: 'O03',
      tries: {
        'own answer': async (hub) => {
          const victim = await hub.signedIn('servicekonto', { persona: hub.somebody() });
          const { answer } = await hub.answered('servicekonto', { persona: hub.somebody() });
          return () => victim.browser.open(answer.href);
        },
      },
    },
  },
  {
    id: 'O23',
    attack: 'open redirect through the return target: `//`, `\\`, `@`, encoded, javascript:, sub-domain',
    holds: 'RETURN_URL_NOT_ALLOWED, nothing made',
    check: refusesReturnTargets,
  },
  {
    id: 'O24',
    attack: 'session fixation',
    holds: 'the session id changes at sign-in and at step-up',
    check: changesSessionIds,
  },
  {
    id: 'O25',
    attack: 'lower level than asked',
    holds: PAGE,
    refused: {
      as: 'O25',
      tries: {
        'lower-level': async (hub) => {
          hub.sandbox.misbehave.signIn({ kind: 'lower-level' });
          const acr = { acr_values: 'http://eidas.europa.eu/LoA/high' };
          const { browser, answer } = await hub.answered('servicekonto', { persona: 'erika', level: 'HIGH' }, acr);
          return () => browser.open(answer.href);
        },
      },
    },
  },
  {
    id: 'O26',
    attack: 'sign-in at the provider older than a link allows',
    holds: 'neutral page, nothing linked',
    refused: { as: 'O26', tries: { 'an hour old': forgedLink('old-sign-in') } },
  },
  {
    id: 'O27',
    attack: 'logout token with nonce, wrong type, audience, issuer, without event, replayed',
    holds: '400, sessions stay; the right one ends them, once',
    check: checksLogoutTokens,
  },
  {
    id: 'O28',
    attack: 'front-channel logout by an image (CSRF)',
    holds: 'the session stays',
    check: async (hub) => {
      const { browser, session } = await hub.signedIn('servicekonto', { persona: hub.somebody() });
      for (const path of ['/oidc/sign-out', '/link/logout/servicekonto', '/session/sign-out'])
        await browser.step(path, { headers: { 'sec-fetch-dest': 'image', 'sec-fetch-site': 'cross-site' } });
      expect(await stands(hub, session)).toBe(true);
    },
  },
  {
    id: 'O29',
    attack: 'token endpoint: error page with 200, half an answer, 5xx, reset, silence',
    holds: 'page with the way on, nothing made',
    refused: {
      as: 'O29',
      tries: {
        'error-page': forged('error-page'),
        ...Object.fromEntries(
          (['broken-json', 'server-error', 'reset', 'silent'] as const).map((kind) => [
            kind,
            async (hub: LinkingHub) => {
              const { browser, answer } = await hub.answered('servicekonto', { persona: hub.somebody() });
              hub.sandbox.misbehave.signIn({ kind, on: 'token' });
              return () => browser.open(answer.href);
            },
          ]),
        ),
      },
    },
  },
  {
    id: 'O30',
    attack: 'encrypted where signed is expected',
    holds: PAGE,
    refused: { as: 'O30', tries: forgedAs('encrypted-token') },
  },
  {
    id: 'O31',
    attack: 'userinfo as an unsigned JWT',
    holds: PAGE,
    refused: { as: 'O31', tries: { 'unsigned JWT': forged('userinfo-as-unsigned-jwt', 'broker') } },
  },
  {
    id: 'O32',
    attack: '(must work) parallel sign-ins in two tabs',
    holds: 'both signed in',
    check: async (hub) => {
      const browser = hub.browser();
      const tabs = [await hub.away('servicekonto', {}, browser), await hub.away('servicekonto', {}, browser)];
      for (const { departure } of tabs.reverse()) {
        const answer = await signInAt(String(departure), { persona: 'max' });
        expect((await browser.open(answer)).location).toMatch(SUCCESS);
      }
    },
  },
  {
    id: 'O33',
    attack: '(must work) callback hit by a prefetch and HEAD, twice',
    holds: 'signed in',
    check: async (hub) => {
      const { browser, answer } = await hub.answered('servicekonto', { persona: hub.somebody() });
      for (let time = 0; time < 2; time += 1) {
        expect((await browser.step(answer.href, { method: 'HEAD' })).status).toBe(404);
        for (const name of ['sec-purpose', 'purpose', 'x-moz'])
          expect((await browser.step(answer.href, { headers: { [name]: 'prefetch' } })).status).toBe(204);
      }
      expect((await browser.open(answer.href)).location).toMatch(SUCCESS);
    },
  },
  {
    id: 'O34',
    attack: '200 KB of claims, 10,000 roles, prototype keys',
    holds: 'neutral page; no prototype is touched',
    refused: { as: 'O34', tries: forgedAs('huge-token') },
    check: async () => expect(({} as { isAdmin?: unknown }).isAdmin).toBeUndefined(),
  },
];

/** 50 MB, a stream without end and a redirect: none is followed, and none is waited for. */
async function endsReading(hub: LinkingHub): Promise<void> {
  const cases = [
    ['discovery-huge', 'fresh-d', /^(O34|O29)$/],
    ['discovery-endless', 'fresh-e', /^O29$/],
    ['discovery-redirects', 'fresh-f', /^O29$/],
  ] as const;
  for (const [kind, provider, as] of cases) {
    hub.sandbox.misbehave.stop();
    hub.sandbox.misbehave.signIn({ kind });
    const mark = hub.lines.length;
    expect((await hub.away(provider)).stop.status).toBe(400);
    // What is too large may also be too late: both end it.
    expect([kind, hub.refusals(mark)]).toEqual([kind, [expect.stringMatching(as)]]);
  }
}

const FORBIDDEN = [
  'https://evil.example/konten',
  '//evil.example/konten',
  'http:\\\\evil.example',
  `${HUB}\\@evil.example/`,
  `${HUB}@evil.example/`,
  'http://localhost:4000.evil.example/',
  'http://evil.localhost:4000/',
  'javascript:alert(1)',
  'data:text/html,x',
  '%2F%2Fevil.example',
  'https://localhost:4000/konten',
  ' http://localhost:4000/konten',
];

async function refusesReturnTargets(hub: LinkingHub): Promise<void> {
  const { principal } = await hub.signedIn('servicekonto', { persona: hub.somebody() });
  for (const returnUrl of FORBIDDEN)
    await expect(hub.beginLink(principal, 'bundid', returnUrl)).rejects.toMatchObject({
      extensions: { code: 'RETURN_URL_NOT_ALLOWED' },
    });
  expect(await rows(hub.subgraph, 'select id from account_link where citizen = $1', [principal.citizenId])).toEqual([]);
  expect(await hub.beginLink(principal, 'bundid', RETURN)).toContain('/link/start/');
}

async function changesSessionIds(hub: LinkingHub): Promise<void> {
  const idOf = (cookies: readonly string[]) => cookies.find((each) => each.startsWith('stadttor_id='));
  const browser = hub.browser();
  const seen: (string | undefined)[] = [];
  for (const level of ['BASIC', 'HIGH'] as const) {
    const parameters: Record<string, string> =
      level === 'HIGH' ? { acr_values: 'http://eidas.europa.eu/LoA/high' } : {};
    const { departure } = await hub.away('servicekonto', parameters, browser);
    const back = await browser.open(await signInAt(String(departure), { persona: 'erika', level }));
    expect(back.location).toMatch(SUCCESS);
    seen.push(idOf(back.headers.getSetCookie())?.split(';')[0]);
  }
  expect(seen[0]).toBeDefined();
  expect(seen[1]).toBeDefined();
  expect(seen[1]).not.toBe(seen[0]);
}

async function checksLogoutTokens(hub: LinkingHub): Promise<void> {
  const { session } = await hub.signedIn('servicekonto', { persona: hub.somebody() });
  const [there] = await rows<{ subject: string }>(
    hub.subgraph,
    'select subject from provider_session where session = $1',
    [session],
  );
  const now = Math.floor(Date.now() / 1000);
  const good = {
    ...{ iss: hub.sandbox.issuer, aud: 'stadttor', iat: now, exp: now + 120, sub: there?.subject },
    events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
  };
  const send = async (claims: object, header: Record<string, unknown> = {}) => {
    const mark = hub.lines.length;
    const token = hub.sandbox.misbehave.sign({ ...good, jti: crypto.randomUUID(), ...claims }, header);
    const { status } = await hub.browser().post('/link/logout/servicekonto', { logout_token: token });
    return [status, ...hub.refusals(mark)];
  };
  const wrong = [
    { nonce: 'x' },
    { aud: 'other' },
    { iss: 'https://other.example' },
    { events: {} },
    { exp: now - 300 },
  ];
  for (const claims of wrong) expect(await send(claims)).toEqual([400, 'O27']);
  expect(await send({ sub: undefined })).toEqual([400, 'O27']);
  expect(await send({}, { typ: 'JWT' })).toEqual([400, 'O27']);
  expect(await stands(hub, session)).toBe(true);
  expect(await send({ jti: 'once' })).toEqual([200]);
  expect(await stands(hub, session)).toBe(false);
  expect(await send({ jti: 'once' })).toEqual([400, 'O27']);
}

async function stands(hub: LinkingHub, session: string): Promise<boolean> {
  const found = await rows(hub.subgraph, 'select from session where id = $1 and ended_at is null', [session]);
  return found.length === 1;
}
