import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type SignInChoice, signInAt } from '../../../../../sandbox/drive.ts';
import type { Browser, Stop } from '../../../__tests__/browser.ts';
import { census } from '../../../__tests__/rows.ts';
import { appRequest, type SignInHub, signInWith, startSignInHub } from '../../../__tests__/sign-in-hub.ts';

const MAX: SignInChoice = { persona: 'max', level: 'SUBSTANTIAL' };
let hub: SignInHub;
beforeAll(async () => {
  hub = await startSignInHub();
});
afterEach(() => hub.sandbox.misbehave.stop());
afterAll(() => hub.stop());

/** A browser on its way, and the provider's answer for it. */
async function answered(choice: SignInChoice = MAX, change: (url: URL) => void = () => {}) {
  const browser = hub.browser();
  const away = new URL((await browser.open((await appRequest()).url)).location);
  change(away);
  return { browser, answer: new URL(await signInAt(away, choice)) };
}

const open = (browser: Browser, answer: URL): Promise<Stop> => browser.open(answer.href);

/** The neutral page, no way on, and not one row more than before. */
async function expectRefused(visit: () => Promise<Stop>): Promise<void> {
  const before = await census(hub.subgraph);
  const { status, location, text } = await visit();
  expect([status, location]).toEqual([400, '']);
  expect(text).toContain('Das hat nicht geklappt');
  expect(await census(hub.subgraph)).toBe(before);
}

function changed(answer: URL, name: string, value: string | null): URL {
  const url = new URL(answer);
  if (value === null) url.searchParams.delete(name);
  else url.searchParams.set(name, value);
  return url;
}

describe('an answer of a state account', () => {
  it.each([
    ['no state', 'state', null],
    ['a wrong state', 'state', 'guessed'],
    ['a wrong issuer', 'iss', 'https://other.example'],
    ['no issuer', 'iss', null],
    ['no code', 'code', null],
    ['a made-up code', 'code', 'guessed'],
  ])('is refused with %s', async (_what, name, value) => {
    const { browser, answer } = await answered();
    await expectRefused(() => open(browser, changed(answer, name, value)));
  });

  it('is refused in another browser, and still good in the right one', async () => {
    const { browser, answer } = await answered();
    await expectRefused(() => open(hub.browser(), answer));
    expect((await open(browser, answer)).location).toContain('/session/callback?code=');
  });

  it('is good once', async () => {
    const { browser, answer } = await answered();
    await open(browser, answer);
    await expectRefused(() => open(browser, answer));
  });

  it('is refused with a code from another sign-in', async () => {
    const [own, other] = [await answered(), await answered({ persona: 'anna', level: 'SUBSTANTIAL' })];
    const code = other.answer.searchParams.get('code');
    await expectRefused(() => open(own.browser, changed(own.answer, 'code', code)));
  });

  it('is refused under the name of a provider the browser was not sent to', async () => {
    const { browser, answer } = await answered();
    await expectRefused(() => open(browser, new URL(answer.href.replace('/bundid?', '/other?'))));
  });

  it('is refused when it is an error, and the page repeats nothing of it', async () => {
    const { browser, answer } = await answered({ ...MAX, cancel: true });
    const url = changed(answer, 'error_description', '<script>alert(1)</script>');
    await expectRefused(() => open(browser, url));
    expect((await open(browser, url)).text).not.toContain('<script');
  });

  it('is refused below the level that was asked for', async () => {
    const browser = hub.browser();
    const { url } = await appRequest({ acr_values: 'http://eidas.europa.eu/LoA/high' });
    hub.sandbox.misbehave.signIn({ kind: 'lower-level' });
    await expectRefused(() => signInWith(browser, url, { persona: 'max', level: 'HIGH' }));
  });

  it.each(['wrong-issuer', 'wrong-state'] as const)(
    'is refused when the provider itself answers with %s',
    async (kind) => {
      hub.sandbox.misbehave.signIn({ kind });
      const { browser, answer } = await answered();
      await expectRefused(() => open(browser, answer));
    },
  );

  it.each(['server-error', 'broken-json', 'reset'] as const)(
    'is refused when the token endpoint has a %s',
    async (kind) => {
      const { browser, answer } = await answered();
      hub.sandbox.misbehave.signIn({ kind, on: 'token' });
      await expectRefused(() => open(browser, answer));
    },
  );

  it('is not used up by a browser that looks ahead', async () => {
    const { browser, answer } = await answered();
    expect((await browser.step(answer.href, { method: 'HEAD' })).status).toBe(404);
    expect((await browser.step(answer.href, { headers: { 'sec-purpose': 'prefetch' } })).status).toBe(204);
    expect((await open(browser, answer)).location).toContain('/session/callback?code=');
  });

  it('is good in each of two tabs', async () => {
    const browser = hub.browser();
    const begin = async () => (await browser.open((await appRequest()).url)).location;
    const [one, two] = [await begin(), await begin()];
    const answers = [await signInAt(two, MAX), await signInAt(one, MAX)];
    for (const answer of answers) expect((await browser.open(answer)).location).toContain('/session/callback?code=');
  });
});
