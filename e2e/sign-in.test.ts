import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { eventually } from './eventually.ts';
import { addAuthenticator, CHROMIUM, openChromium } from './sign-in-browser.ts';
import { startTestHub, type TestHub } from './test-hub.ts';

const inBrowser = CHROMIUM ? describe : describe.skip;
if (!CHROMIUM) process.stderr.write('The story of signing in is left out: no Chromium here (CHROMIUM names one).\n');

/** Narrow phones, and a large screen; 320 pixels are what 400 % zoom leaves of 1280 (WCAG 2.2, 1.4.10). */
const WIDTHS = [320, 360, 1280];

inBrowser('a citizen with a fingerprint reader', () => {
  let hub: TestHub;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];
  beforeAll(async () => {
    hub = await startTestHub({ demoTown: false });
    browser = await openChromium();
    page = await (await browser.newContext({ locale: 'de-DE' })).newPage();
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    await addAuthenticator(page);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await hub?.stop();
  });

  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const follow = (name: string) => page.getByRole('link', { name }).click();
  const text = () => page.locator('main').textContent();

  /** Every field has a name, nothing hangs over the edge, one heading of the first rank. */
  async function checkPage(): Promise<void> {
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      const over = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
      expect([page.url(), width, over]).toEqual([page.url(), width, 0]);
    }
    expect(await page.locator('h1').count()).toBe(1);
    const inputs = page.locator('input:not([type=hidden]):visible');
    for (const input of await inputs.all()) {
      const id = await input.getAttribute('id');
      expect(await page.locator(`label[for="${id}"]`).count()).toBe(1);
    }
    const small = await page
      .locator('main button:visible, main a.button:visible')
      .evaluateAll(
        (all) => all.filter((each) => (each as unknown as { offsetHeight: number }).offsetHeight < 44).length,
      );
    expect(small).toBe(0);
  }

  it('opens an account with a passkey and comes back to where she was', async () => {
    await page.goto(`${hub.url}/session/sign-in?return=/sign-in/security`);
    await checkPage();
    await follow('Noch kein Bürgerkonto');
    await checkPage();
    await press('Mit Passkey anlegen');
    await page.waitForURL('**/sign-in/security');
    await checkPage();
    expect(await text()).toContain('dieses Gerät');
  }, 60_000);

  it('adds an authenticator app and recovery codes', async () => {
    await follow('Authenticator-App einrichten');
    await checkPage();
    const secret = ((await page.locator('.code').textContent()) ?? '').replaceAll(' ', '');
    await page.getByLabel('Code aus der Authenticator-App').fill('000000');
    await press('Einschalten');
    expect(await page.locator('[role=alert]').textContent()).toContain('Dieser Code stimmt nicht');
    expect(await page.evaluate('document.activeElement.id')).toBe('code');
    await page.getByLabel('Code aus der Authenticator-App').fill(new TOTP({ secret }).generate());
    await press('Einschalten');
    await page.waitForURL('**done=1*');
    await press('Neue Codes erstellen');
    await checkPage();
    expect(await page.locator('li.code').count()).toBe(10);
  }, 60_000);

  it('signs out, and in again without a user name', async () => {
    await page.goto(`${hub.url}/`);
    const { signOutUrl } = (await page.evaluate(
      `fetch('/session/sign-out', { method: 'POST' }).then((answer) => answer.json())`,
    )) as { signOutUrl: string };
    await page.goto(signOutUrl);
    await press('Abmelden');
    await page.goto(`${hub.url}/session/sign-in?return=/sign-in/security`);
    await press('Mit Passkey anmelden');
    await page.waitForURL('**/sign-in/security');
    const { me } = await ask('{ me { trustLevel sessions { method current strength expiresAt } } }');
    expect(me).toMatchObject({
      trustLevel: 'BASIC',
      sessions: [{ method: 'passkey', current: true, strength: 'BASIC' }],
    });
  }, 60_000);

  it('sees a sign-in elsewhere, hears of it, and ends it', async () => {
    await page.context().clearCookies();
    await page.goto(`${hub.url}/session/sign-in?return=/sign-in/security`);
    await press('Mit Passkey anmelden');
    await page.waitForURL('**/sign-in/security');
    await page.getByRole('button', { name: /^Abmelden: / }).click();
    await page.waitForURL('**done=1*');
    expect(await page.getByRole('button', { name: /^Abmelden: / }).count()).toBe(0);
    await eventually(async () => {
      const { me } = await ask('{ me { mailbox { nodes { subject { de } } } } }');
      expect(JSON.stringify(me)).toContain('Anmeldung auf einem neuen Gerät');
    }, 10_000);
  }, 60_000);

  it('is asked for more where a step needs more, and comes back to it when she has changed her mind', async () => {
    await page.goto(`${hub.url}/session/sign-in?return=/sign-in/security%3Flang%3Den&acr=HIGH`);
    expect(await text()).toContain('Vertrauensniveau „hoch“');
    expect(await page.getByRole('button', { name: 'Mit Passkey anmelden' }).count()).toBe(0);
    await follow('Abbrechen');
    await page.waitForURL('**/sign-in/security?lang=en');
    expect(await text()).toContain('Sign-in and security');
  }, 60_000);

  it('met no script that failed and no rule of the page’s policy that was broken', () => {
    expect(complaints.filter((each) => !each.includes('status of 400'))).toEqual([]);
  });

  interface Answer {
    me: { mailbox?: unknown; sessions?: unknown };
  }
  async function ask(query: string): Promise<Answer> {
    const headers = { origin: hub.url };
    const answer = await (await page.request.post(`${hub.url}/graphql`, { data: { query }, headers })).json();
    const { data, errors } = answer as { data: Answer; errors?: unknown };
    expect(errors).toBeUndefined();
    return data;
  }
});
