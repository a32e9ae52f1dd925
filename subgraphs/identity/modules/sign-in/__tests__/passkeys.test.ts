import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Principal } from '../../../../../platform/visa/index.ts';
import { census, rows } from '../../../__tests__/rows.ts';
import { appRequest, HUB, type SignInHub, signInWith, startSignInHub } from '../../../__tests__/sign-in-hub.ts';
import { MAKER, MAKER_ROOT } from './maker.ts';
import { claimsOf, codeIn, createAccount, optionsIn, usePasskey, visit } from './own-methods-hub.ts';
import { type Misuse, SoftwareAuthenticator } from './software-authenticator.ts';

let hub: SignInHub;
beforeAll(async () => {
  hub = await startSignInHub({ straightOn: false });
});
afterAll(() => hub.stop());

const authenticator = (options = {}) => new SoftwareAuthenticator({ origin: HUB, ...options });

describe('a passkey', () => {
  it('opens an account, and signs in again in another browser without a user name', async () => {
    const key = authenticator();
    const { claims } = await createAccount(hub, key);
    const visitor = await visit(hub);
    const again = await claimsOf(visitor, await usePasskey(visitor, key));
    expect(again).toMatchObject({ sub: claims.sub, acr: 'urn:stadttor:acr:basic', stadttor_proof: 'BASIC' });
    expect(again.sid).not.toBe(claims.sid);
    expect(await hub.ask<Principal>('principal', { claims: again })).toMatchObject({
      citizenId: claims.sub,
      authentication: 'BASIC',
      identityProof: 'BASIC',
    });
  });

  it('asks for the user to be verified, and for no list of keys', async () => {
    const { browser, page } = await visit(hub);
    expect(optionsIn(page, 'use')).toMatchObject({ rpId: 'localhost', userVerification: 'required' });
    expect(optionsIn(page, 'use')).not.toHaveProperty('allowCredentials');
    const options = optionsIn(await browser.open(`${page.address}/new`), 'make');
    expect(options).toMatchObject({
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
  });

  it('may run scripts of the hub alone, and none where no passkey is offered', async () => {
    const { browser, page } = await visit(hub);
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'; script-src 'self'; style-src/);
    const script = await browser.step(`${HUB}/sign-in/script/passkey.js`);
    expect([script.status, script.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8']);
    const recovery = await browser.open(`${page.address}/recovery`);
    expect(recovery.headers.get('content-security-policy')).not.toContain('script-src');
  });

  const misuses: readonly (readonly [string, Misuse])[] = [
    ['answers another challenge', { challenge: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
    ['was asked on another site', { origin: 'https://stadttor.evil.example' }],
    ['belongs to another site', { rpId: 'evil.example' }],
    ['did not verify its user', { unverified: true }],
    ['is signed by another key', { forged: true }],
    ['has counted backwards', { counter: 1 }],
  ];

  it.each(misuses)('that %s signs nobody in', async (_how, misuse) => {
    const key = authenticator({ counts: true });
    await createAccount(hub, key);
    const { browser, page } = await visit(hub);
    const before = await census(hub.subgraph);
    const response = key.use(optionsIn(page, 'use'), misuse);
    const stop = await browser.submit(`${page.address}/passkey`, { response });
    expect([stop.status, codeIn(stop)]).toEqual([400, '']);
    expect(stop.text).toContain('Dieser Passkey wurde nicht angenommen.');
    expect(await census(hub.subgraph)).toBe(before);
  });

  it.each(misuses.slice(0, 4))('that %s opens no account', async (_how, misuse) => {
    const { browser, page } = await visit(hub);
    const address = `${page.address}/new`;
    const options = optionsIn(await browser.open(address), 'make');
    const before = await census(hub.subgraph);
    const stop = await browser.submit(address, { response: authenticator().make(options, misuse) });
    expect([stop.status, codeIn(stop)]).toEqual([400, '']);
    expect(await census(hub.subgraph)).toBe(before);
  });

  it.each(['', 'x', '{}', '[]', 'null', '{"id":"x"}', `{"id":"${'a'.repeat(43)}"}`])(
    'that is no passkey at all is refused: %j',
    async (response) => {
      const { browser, page } = await visit(hub);
      expect((await browser.submit(`${page.address}/passkey`, { response })).status).toBe(400);
    },
  );

  it('answers the browser that was asked, and once', async () => {
    const key = authenticator();
    await createAccount(hub, key);
    const first = await visit(hub);
    const response = key.use(optionsIn(first.page, 'use'));
    const other = await visit(hub);
    expect((await other.browser.submit(`${other.page.address}/passkey`, { response })).status).toBe(400);
    expect((await other.browser.submit(`${first.page.address}/passkey`, { response })).status).toBe(400);
    const stop = await first.browser.submit(`${first.page.address}/passkey`, { response });
    expect(codeIn(stop)).not.toBe('');
    expect((await first.browser.submit(`${first.page.address}/passkey`, { response })).status).toBe(400);
  });

  it('is not offered where it cannot be enough', async () => {
    const { browser, page } = await visit(hub, { acr_values: 'SUBSTANTIAL' });
    expect(page.text).not.toContain('data-passkey');
    expect((await browser.submit(`${page.address}/passkey`, { response: '{}' })).status).toBe(400);
  });

  it('takes no form from another site', async () => {
    const key = authenticator();
    await createAccount(hub, key);
    const { browser, page } = await visit(hub);
    const response = key.use(optionsIn(page, 'use'));
    const forged = await browser.submit(`${page.address}/passkey`, { response }, { origin: 'https://evil.example' });
    expect(forged.status).toBe(400);
  });

  it('gets a new browser session at each sign-in, so that nobody can prepare one', async () => {
    const key = authenticator();
    const { visitor, claims } = await createAccount(hub, key);
    const before = visitor.browser.cookie('stadttor_id');
    const again = await visit(hub, { prompt: 'login' }, visitor.browser);
    const stop = await usePasskey(again, key);
    expect((await claimsOf(again, stop)).sid).not.toBe(claims.sid);
    expect(visitor.browser.cookie('stadttor_id')).not.toBe(before);
  });

  it('on a new device is told to the log; on one she used before it is not', async () => {
    const key = authenticator();
    const { visitor, claims } = await createAccount(hub, key);
    const told = () =>
      rows<{ data: object }>(hub.subgraph, `select data from event where party = $1 and kind = 'SIGN_IN_NEW_DEVICE'`, [
        claims.sub,
      ]);
    await usePasskey(await visit(hub, { prompt: 'login' }, visitor.browser), key);
    expect(await told()).toEqual([]);
    await usePasskey(await visit(hub), key);
    expect(await told()).toMatchObject([{ data: { device: { de: 'Unbekanntes Gerät' }, method: { de: 'Passkey' } } }]);
  });

  it('leads back to the app that asked', async () => {
    const { url } = await appRequest();
    expect(new URL(url).searchParams.get('redirect_uri')).toBe(`${HUB}/session/callback`);
    const { stop } = await createAccount(hub, authenticator());
    expect(stop.location).toMatch(/^http:\/\/localhost:4000\/session\/callback\?code=/);
  });
});

describe('a passkey whose maker the operator trusts', () => {
  let strict: SignInHub;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'stadttor-makers-'));
    const roots = join(folder, 'makers.pem');
    writeFileSync(roots, MAKER_ROOT);
    strict = await startSignInHub({ straightOn: false, env: { PASSKEY_ATTESTATION_ROOTS: roots } });
  });
  afterAll(async () => {
    await strict?.stop();
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['device-bound and attested', { deviceBound: true, maker: MAKER }, 'http://eidas.europa.eu/LoA/substantial'],
    ['attested, but synced', { deviceBound: false, maker: MAKER }, 'urn:stadttor:acr:basic'],
    ['device-bound, but of a maker nobody knows', { deviceBound: true }, 'urn:stadttor:acr:basic'],
  ])('is worth what it is: %s', async (_what, options, acr) => {
    const { claims } = await createAccount(strict, authenticator(options));
    expect(claims).toMatchObject({ acr, stadttor_proof: 'BASIC' });
  });

  it('reaches a step that needs more, where a weaker one does not; HIGH it never reaches', async () => {
    const strong = authenticator({ deviceBound: true, maker: MAKER });
    const weak = authenticator();
    await createAccount(strict, strong);
    await createAccount(strict, weak);
    const wanting = await visit(strict, { acr_values: 'SUBSTANTIAL' });
    expect((await usePasskey(wanting, weak)).status).toBe(400);
    expect(codeIn(await usePasskey(wanting, strong))).not.toBe('');
    expect((await visit(strict, { acr_values: 'HIGH' })).page.text).not.toContain('data-passkey');
  });

  it('added in a weak session is as weak as it', async () => {
    const { visitor } = await createAccount(strict, authenticator());
    const security = await visitor.browser.open(`${HUB}/sign-in/security`);
    const strong = authenticator({ deviceBound: true, maker: MAKER });
    const response = strong.make(optionsIn(security, 'make'));
    await visitor.browser.submit(`${HUB}/sign-in/security/passkey`, { response, label: 'stark' });
    const again = await visit(strict);
    expect((await claimsOf(again, await usePasskey(again, strong))).acr).toBe('urn:stadttor:acr:basic');
  });
});

describe('a step-up', () => {
  it('with a state account that is not linked opens no second account behind her back', async () => {
    const { visitor, claims } = await createAccount(hub, authenticator());
    const before = await census(hub.subgraph);
    const { page } = await visit(hub, { acr_values: 'SUBSTANTIAL' }, visitor.browser);
    const stop = await signInWith(visitor.browser, `${page.address}/with/bundid`, { persona: 'p4711' });
    expect([stop.status, stop.text]).toEqual([
      400,
      expect.stringContaining('noch nicht mit Ihrem Bürgerkonto verknüpft'),
    ]);
    expect(await census(hub.subgraph)).toBe(before);
    expect(await hub.ask('principal', { claims })).not.toBeNull();
  });
});
