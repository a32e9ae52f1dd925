import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TOTP } from 'otpauth';
import type { Principal } from '../../../../../platform/visa/index.ts';
import type { Browser, Stop } from '../../../__tests__/browser.ts';
import { census, rows } from '../../../__tests__/rows.ts';
import { HUB, type SignInHub, startSignInHub } from '../../../__tests__/sign-in-hub.ts';
import {
  claimsOf,
  codeIn,
  createAccount,
  mailedCode,
  optionsIn,
  usePasskey,
  type Visitor,
  visit,
} from './own-methods-hub.ts';
import { SoftwareAuthenticator } from './software-authenticator.ts';

let hub: SignInHub;
let people = 0;
beforeAll(async () => {
  hub = await startSignInHub({ straightOn: false, env: { SIGN_IN_TRIES_PER_ADDRESS: '10000' } });
});
afterAll(() => hub.stop());

const SECURITY = `${HUB}/sign-in/security`;
const someAddress = (): string => {
  people += 1;
  return `person${people}@example.org`;
};
const passkey = () => new SoftwareAuthenticator({ origin: HUB });

/** Asks for a code; stands before the page that takes it. */
async function askCode({ browser, page }: Visitor, email: string): Promise<Stop> {
  return browser.submit(`${page.address}/email`, { email });
}

async function enterCode(visitor: Visitor, email: string, count = 1): Promise<Stop> {
  const page = await askCode(visitor, email);
  return visitor.browser.submit(page.address, { code: await mailedCode(hub, email, count) });
}

/** Opens an account with a code by e-mail. */
async function createByEmail(email: string) {
  const visitor = await visit(hub);
  const page = await enterCode(visitor, email);
  const stop = await visitor.browser.submit(page.address, {});
  return { visitor, stop, claims: await claimsOf(visitor, stop) };
}

const valueIn = ({ text }: Stop, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? '';
const secretIn = ({ text }: Stop): string => (/class="code">([A-Z2-7 ]+)</.exec(text)?.[1] ?? '').replaceAll(' ', '');
const totpOf = (secret: string) => new TOTP({ secret, algorithm: 'SHA1', digits: 6, period: 30 });

/** Sets up an authenticator app on the security page. */
async function setTotp(browser: Browser): Promise<TOTP> {
  const page = await browser.open(`${SECURITY}/totp`);
  const totp = totpOf(secretIn(page));
  const stop = await browser.submit(`${SECURITY}/totp`, { sealed: valueIn(page, 'sealed'), code: totp.generate() });
  expect(stop.text).toContain('Gespeichert.');
  return totp;
}

/** The code of the next half minute: each counts once, and the one of now may be spent. */
const nextCode = (totp: TOTP): string => totp.generate({ timestamp: Date.now() + 30_000 });

async function recoveryCodes(browser: Browser): Promise<string[]> {
  const { text } = await browser.submit(`${SECURITY}/recovery-codes`, {});
  return [...text.matchAll(/class="code">([\w-]+)</g)].map(([, code]) => code ?? '');
}

describe('a code by e-mail', () => {
  it('opens an account for a new address, after asking, and signs in a known one', async () => {
    const email = someAddress();
    const { claims } = await createByEmail(email);
    const again = await visit(hub);
    expect((await claimsOf(again, await enterCode(again, email, 2))).sub).toBe(claims.sub);
  });

  it('is asked for with the same page and the same mail, whether somebody has the address or not', async () => {
    const known = someAddress();
    await createByEmail(known);
    const unknown = someAddress();
    const pages = [await askCode(await visit(hub), known), await askCode(await visit(hub), unknown)];
    const plain = ({ text }: Stop) =>
      text.replace(/[\w.…]+@example\.org|\/sign-in\/[\w/-]+/g, '').replace(/person\d+/g, '');
    expect(plain(pages[0] as Stop)).toBe(plain(pages[1] as Stop));
    await mailedCode(hub, known, 2);
    await mailedCode(hub, unknown);
    const [one, other] = [hub.sandbox.mails(known)[0], hub.sandbox.mails(unknown)[0]];
    expect(one?.text.replace(/\d{4} \d{4}/, '')).toBe(other?.text.replace(/\d{4} \d{4}/, ''));
  });

  it('is good in the browser that asked for it, once, and after five wrong tries no more', async () => {
    const email = someAddress();
    const visitor = await visit(hub);
    const page = await askCode(visitor, email);
    const code = await mailedCode(hub, email);
    expect((await (await visit(hub)).browser.submit(page.address, { code })).status).toBe(400);
    for (let turn = 0; turn < 5; turn += 1) {
      const wrong = await visitor.browser.submit(page.address, { code: '00000000' });
      expect(wrong.text).toContain('Dieser Code stimmt nicht');
    }
    const late = await visitor.browser.submit(page.address, { code });
    expect([late.status, codeIn(late)]).toEqual([400, '']);
  });

  it('is not taken a second time', async () => {
    const email = someAddress();
    await createByEmail(email);
    const visitor = await visit(hub);
    const page = await askCode(visitor, email);
    const code = await mailedCode(hub, email, 2);
    expect(codeIn(await visitor.browser.submit(page.address, { code }))).not.toBe('');
    expect((await visitor.browser.submit(page.address, { code })).status).toBe(400);
  });

  it('ends with its ten minutes', async () => {
    const email = someAddress();
    const visitor = await visit(hub);
    const page = await askCode(visitor, email);
    const code = await mailedCode(hub, email);
    await rows(hub.subgraph, `update sign_in_step set expires_at = now() where id = $1`, [
      page.address.split('/').at(-1),
    ]);
    expect((await visitor.browser.submit(page.address, { code })).status).toBe(400);
  });

  it('floods no mailbox: above the limit the page stays the same, and no mail goes', async () => {
    const email = someAddress();
    const visitor = await visit(hub);
    for (let turn = 0; turn < 6; turn += 1)
      expect((await askCode(visitor, email)).text).toContain('Wir haben einen Code an p…@example.org geschickt.');
    await mailedCode(hub, email, 5);
    const probe = someAddress();
    await askCode(visitor, probe);
    await mailedCode(hub, probe);
    expect(hub.sandbox.mails(email)).toHaveLength(5);
  });

  it('is in no row of the database, nor is the address', async () => {
    const email = someAddress();
    const page = await askCode(await visit(hub), email);
    const code = await mailedCode(hub, email);
    const kept = JSON.stringify(await rows(hub.subgraph, 'select * from sign_in_step'));
    expect(kept).toContain(page.address.split('/').at(-1));
    expect([kept.includes(code), kept.includes(email)]).toEqual([false, false]);
  });

  it.each(['erika', 'a@b', 'x@example.org, y@example.org', ''])(
    'goes to no %j, and says so at the field',
    async (email) => {
      const visitor = await visit(hub);
      const page = await askCode(visitor, email);
      expect(page.status).toBe(400);
      expect(page.text).toMatch(/role="alert" id="email-error"/);
      expect(page.text).toMatch(
        /<input id="email"[^>]*aria-describedby="email-hint email-error"[^>]*aria-invalid="true"/,
      );
    },
  );

  it('is BASIC: a step that needs more is not reached with it', async () => {
    const { browser, page } = await visit(hub, { acr_values: 'SUBSTANTIAL' });
    expect(page.text).not.toContain('name="email"');
    expect((await browser.submit(`${page.address}/email`, { email: someAddress() })).status).toBe(400);
  });
});

describe('the second factor', () => {
  it('is asked for after a code by e-mail, and each code of the app counts once', async () => {
    const email = someAddress();
    const { visitor, claims } = await createByEmail(email);
    const totp = await setTotp(visitor.browser);
    const again = await visit(hub);
    const page = await enterCode(again, email, 2);
    expect([codeIn(page), page.text]).toEqual(['', expect.stringContaining('Zweiter Schritt')]);
    expect((await again.browser.submit(page.address, { code: '000000' })).text).toContain('Dieser Code stimmt nicht');
    const code = nextCode(totp);
    expect((await claimsOf(again, await again.browser.submit(page.address, { code }))).sub).toBe(claims.sub);
    const third = await visit(hub);
    const spent = await third.browser.submit((await enterCode(third, email, 3)).address, { code });
    expect([spent.status, codeIn(spent)]).toEqual([400, '']);
  });

  it('may be her passkey, and nobody else’s', async () => {
    const email = someAddress();
    const { visitor, claims } = await createByEmail(email);
    const key = passkey();
    const security = await visitor.browser.open(SECURITY);
    await visitor.browser.submit(`${SECURITY}/passkey`, {
      response: key.make(optionsIn(security, 'make')),
      label: 'Telefon',
    });
    await visitor.browser.submit(`${SECURITY}/second-factor`, { on: 'true' });
    const foreign = passkey();
    await createAccount(hub, foreign);
    const again = await visit(hub);
    const page = await enterCode(again, email, 2);
    const refused = await again.browser.submit(page.address, { response: foreign.use(optionsIn(page, 'use')) });
    expect([refused.status, codeIn(refused)]).toEqual([400, '']);
    const stop = await again.browser.submit(page.address, { response: key.use(optionsIn(page, 'use')) });
    expect((await claimsOf(again, stop)).sub).toBe(claims.sub);
  });

  it('goes with the last thing that could be one', async () => {
    const email = someAddress();
    const { visitor } = await createByEmail(email);
    await setTotp(visitor.browser);
    const [row] = await rows<{ id: string }>(
      hub.subgraph,
      `select id from sign_in_method where kind = 'totp' order by created_at desc`,
    );
    await visitor.browser.submit(`${SECURITY}/remove`, { method: row?.id ?? '' });
    const again = await visit(hub);
    expect(codeIn(await enterCode(again, email, 2))).not.toBe('');
  });
});

describe('a recovery code', () => {
  it('signs in once, and what was proven before is hidden until it is proven again', async () => {
    const key = passkey();
    const { visitor, claims } = await createAccount(hub, key);
    const codes = await recoveryCodes(visitor.browser);
    expect(new Set(codes).size).toBe(10);
    await rows(hub.subgraph, `update citizen set proof = 'HIGH' where id = $1`, [claims.sub]);
    const { browser, request, page } = await visit(hub);
    const stop = await browser.submit(`${page.address}/recovery`, { code: ` ${codes[0]?.toUpperCase()} ` });
    const recovered = await claimsOf({ browser, request, page }, stop);
    expect(recovered).toMatchObject({ sub: claims.sub, stadttor_proof: 'BASIC', acr: 'urn:stadttor:acr:basic' });
    expect(await hub.ask<Principal>('principal', { claims: recovered })).toMatchObject({ identityProof: 'BASIC' });
    expect(await hub.ask<Principal>('principal', { claims })).toMatchObject({ identityProof: 'HIGH' });
    const other = await visit(hub);
    const second = await other.browser.submit(`${other.page.address}/recovery`, { code: codes[0] ?? '' });
    expect(second.text).toContain('Dieser Wiederherstellungscode stimmt nicht');
  });

  it('of the old list is worth nothing once there is a new one', async () => {
    const { visitor } = await createAccount(hub, passkey());
    const [old = ''] = await recoveryCodes(visitor.browser);
    await recoveryCodes(visitor.browser);
    const { browser, page } = await visit(hub);
    const before = await census(hub.subgraph);
    expect((await browser.submit(`${page.address}/recovery`, { code: old })).status).toBe(400);
    expect(await census(hub.subgraph)).toBe(before);
  });

  it('stands on one list, even when two were asked for at once', async () => {
    const { visitor, claims } = await createAccount(hub, passkey());
    await Promise.all([recoveryCodes(visitor.browser), recoveryCodes(visitor.browser)]);
    const kept = await rows(hub.subgraph, `select id from sign_in_method where kind = 'recovery' and citizen = $1`, [
      claims.sub,
    ]);
    expect(kept).toHaveLength(10);
  });

  it('reaches no step that needs more', async () => {
    const { visitor } = await createAccount(hub, passkey());
    const [code = ''] = await recoveryCodes(visitor.browser);
    const { browser, page } = await visit(hub, { acr_values: 'HIGH' });
    expect((await browser.submit(`${page.address}/recovery`, { code })).status).toBe(400);
  });

  it('makes no strong method: what is added in its session is worth no more than it', async () => {
    const { visitor } = await createAccount(hub, passkey());
    const [code = ''] = await recoveryCodes(visitor.browser);
    const { browser, page } = await visit(hub);
    await browser.submit(`${page.address}/recovery`, { code });
    const security = await browser.open(SECURITY);
    const response = new SoftwareAuthenticator({ origin: HUB, deviceBound: true }).make(optionsIn(security, 'make'));
    await browser.submit(`${SECURITY}/passkey`, { response, label: 'neu' });
    const [method] = await rows(hub.subgraph, `select level from sign_in_method where label = 'neu'`);
    expect(method).toEqual({ level: 'BASIC' });
  });
});

describe('the security page', () => {
  it('is for who is signed in here; others sign in first and come back', async () => {
    const { location } = await hub.browser().open(SECURITY);
    expect(location).toBe(`${HUB}/session/sign-in?return=%2Fsign-in%2Fsecurity`);
  });

  it.each([
    ['/passkey', { response: '{}' }],
    ['/email', { email: 'a@example.org' }],
    ['/totp', { sealed: 'x', code: '123456' }],
    ['/second-factor', { on: 'true' }],
    ['/recovery-codes', {}],
    ['/remove', { method: 'x' }],
  ])('changes nothing at %s without a sign-in of the last minutes', async (path, form) => {
    const { visitor, claims } = await createAccount(hub, passkey());
    await rows(hub.subgraph, `update session set created_at = now() - interval '6 minutes' where id = $1`, [
      claims.sid,
    ]);
    const { location } = await visitor.browser.post(`${SECURITY}${path}`, form as Record<string, string>);
    expect(location).toBe(`${HUB}/session/sign-in?return=%2Fsign-in%2Fsecurity&fresh=1`);
  });

  it('takes no form from another site', async () => {
    const { visitor } = await createAccount(hub, passkey());
    const forged = await visitor.browser.submit(`${SECURITY}/recovery-codes`, {}, { origin: 'https://evil.example' });
    expect(forged.status).toBe(400);
  });

  it('adds an address that is hers, and not one of another account', async () => {
    const taken = someAddress();
    await createByEmail(taken);
    const { visitor, claims } = await createAccount(hub, passkey());
    const add = async (email: string, count: number) => {
      const page = await visitor.browser.submit(`${SECURITY}/email`, { email });
      return visitor.browser.submit(page.address, { code: await mailedCode(hub, email, count) });
    };
    expect((await add(taken, 2)).text).toContain('Diese Adresse gehört schon zu einem Bürgerkonto.');
    const own = someAddress();
    expect((await add(own, 1)).text).toContain('Gespeichert.');
    const again = await visit(hub);
    expect((await claimsOf(again, await enterCode(again, own, 2))).sub).toBe(claims.sub);
  });

  it('keeps one way in', async () => {
    const { visitor, claims } = await createAccount(hub, passkey());
    const [row] = await rows<{ id: string }>(hub.subgraph, 'select id from sign_in_method where citizen = $1', [
      claims.sub,
    ]);
    const stop = await visitor.browser.submit(`${SECURITY}/remove`, { method: row?.id ?? '' });
    expect(stop.text).toContain('Das ist Ihr letzter Anmeldeweg.');
  });

  it('signs another device out, at once', async () => {
    const key = passkey();
    const { visitor, claims } = await createAccount(hub, key);
    const away = await visit(hub);
    const there = await claimsOf(away, await usePasskey(away, key));
    expect(await hub.ask('principal', { claims: there })).not.toBeNull();
    await visitor.browser.submit(`${SECURITY}/end-session`, { session: there.sid });
    expect(await hub.ask('principal', { claims: there })).toBeNull();
    expect(await hub.ask('principal', { claims })).not.toBeNull();
  });

  it('signs no stranger out', async () => {
    const { visitor } = await createAccount(hub, passkey());
    const { claims: stranger } = await createAccount(hub, passkey());
    await visitor.browser.submit(`${SECURITY}/end-session`, { session: stranger.sid });
    expect(await hub.ask('principal', { claims: stranger })).not.toBeNull();
  });

  it('tells the log of each way that comes or goes', async () => {
    const { visitor, claims } = await createAccount(hub, passkey());
    await setTotp(visitor.browser);
    await recoveryCodes(visitor.browser);
    const told = await rows<{ kind: string; method: string }>(
      hub.subgraph,
      `select kind, data->'method'->>'de' as method from event where party = $1 and kind like 'SIGN_IN_METHOD%' order by id`,
      [claims.sub],
    );
    expect(told.map(({ method }) => method)).toEqual(['Authenticator-App', 'Wiederherstellungscode']);
  });
});

describe('the graph', () => {
  const SESSIONS =
    '{ me { sessions { id device method methodName { de } strength current expiresAt endedAt } signIns { nodes { id } } signInMethods { id kind label level } recoveryCodesLeft } }';
  interface Me {
    me: {
      sessions: { id: string; current: boolean; method: string; expiresAt: string }[];
      signIns: { nodes: { id: string }[] };
      signInMethods: { id: string; kind: string }[];
      recoveryCodesLeft: number;
    };
  }

  it('shows her where she is signed in, with what, and until when', async () => {
    const key = passkey();
    const { visitor, claims } = await createAccount(hub, key);
    await recoveryCodes(visitor.browser);
    const away = await visit(hub);
    const there = await claimsOf(away, await usePasskey(away, key));
    const principal = await hub.ask<Principal>('principal', { claims });
    const { me } = await hub.subgraph.as(principal).query<Me>(SESSIONS);
    expect(me.sessions).toMatchObject([
      { id: there.sid, current: false, method: 'passkey', methodName: { de: 'Passkey' }, device: null, endedAt: null },
      { id: claims.sid, current: true, strength: 'BASIC' },
    ]);
    expect(Date.parse(me.sessions[1]?.expiresAt ?? '')).toBeGreaterThan(Date.now());
    expect(me.signIns.nodes).toHaveLength(2);
    expect(me.signInMethods).toMatchObject([{ kind: 'PASSKEY', level: 'BASIC' }]);
    expect(me.recoveryCodesLeft).toBe(10);
  });

  it('ends a session of hers, and none of another citizen', async () => {
    const { claims } = await createAccount(hub, passkey());
    const { claims: stranger } = await createAccount(hub, passkey());
    const principal = await hub.ask<Principal>('principal', { claims });
    const end = (sessionId: string, idempotencyKey: string) =>
      hub.subgraph
        .as(principal)
        .ask('mutation ($input: EndSessionInput!) { endSession(input: $input) { sessionId } }', {
          input: { sessionId, idempotencyKey },
        });
    expect((await end(stranger.sid, 'a')).errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    expect((await end(claims.sid, 'b')).errors).toBeUndefined();
    expect(await hub.ask('principal', { claims })).toBeNull();
    expect(await hub.ask('principal', { claims: stranger })).not.toBeNull();
  });

  it('removes a method only after a sign-in of the last minutes, and never the last one', async () => {
    const { claims } = await createAccount(hub, passkey());
    const principal = await hub.ask<Principal>('principal', { claims });
    const { me } = await hub.subgraph.as(principal).query<Me>(SESSIONS);
    const remove = (idempotencyKey: string) =>
      hub.subgraph
        .as(principal)
        .ask('mutation ($input: RemoveSignInMethodInput!) { removeSignInMethod(input: $input) { methodId } }', {
          input: { methodId: me.signInMethods[0]?.id, idempotencyKey },
        });
    expect((await remove('a')).errors).toMatchObject([{ extensions: { code: 'LAST_SIGN_IN_METHOD' } }]);
    await rows(hub.subgraph, `update session set created_at = now() - interval '6 minutes' where id = $1`, [
      claims.sid,
    ]);
    expect((await remove('b')).errors).toMatchObject([
      { extensions: { code: 'FRESH_SIGN_IN_REQUIRED', details: { maxAgeSeconds: 300 } } },
    ]);
  });
});

describe('guessing', () => {
  it('is stopped for one address, with a page that says what to do', async () => {
    const small = await startSignInHub({ straightOn: false, env: { SIGN_IN_TRIES_PER_ADDRESS: '3' } });
    try {
      const { browser, page } = await visit(small);
      const guess = () => browser.submit(`${page.address}/recovery`, { code: 'aaaa-aaaa-aaaa-aaaa' });
      for (let turn = 0; turn < 3; turn += 1) expect((await guess()).status).toBe(400);
      const stopped = await guess();
      expect([stopped.status, stopped.text]).toEqual([429, expect.stringContaining('Zu viele Versuche')]);
      expect(stopped.text).not.toMatch(/\b(3|10)\b (Versuche|Minuten)/);
    } finally {
      await small.stop();
    }
  });
});
