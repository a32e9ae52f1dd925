import { rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { startPartnerApp } from '../examples/partner-app/partner-app.ts';
import { clientSecret } from '../platform/clients/index.ts';
import { eventually } from './eventually.ts';
import { partnerFolder } from './partner-folder.ts';
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
  let folder: string;
  let app: Server;
  let appUrl: string;
  const complaints: string[] = [];
  beforeAll(async () => {
    const partners = await partnerFolder();
    folder = partners.folder;
    hub = await startTestHub({ demoTown: false, env: { PARTNERS: folder } });
    const secret = clientSecret(hub.hub.secret, 'waste-app');
    appUrl = new URL('/', partners.redirectUri).href;
    app = await startPartnerApp({ hub: hub.url, clientId: 'waste-app', clientSecret: secret, ...partners });
    browser = await openChromium();
    page = await (await browser.newContext({ locale: 'de-DE' })).newPage();
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    await addAuthenticator(page);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    app?.closeAllConnections();
    app?.close();
    await hub?.stop();
    if (folder) rmSync(folder, { recursive: true, force: true });
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
      expect(await input.evaluate((each) => (each as unknown as { labels: unknown[] }).labels.length)).toBe(1);
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

  it('links her BundID over SAML and her Servicekonto over OpenID Connect', async () => {
    await page.context().clearCookies();
    await page.goto(`${hub.url}/session/sign-in?return=/sign-in/security`);
    await press('Mit Passkey anmelden');
    await page.waitForURL('**/sign-in/security');
    await startLink('bundid');
    await proveAtBundId();
    await takeNothing();
    await startLink('servicekonto');
    // Now that a stronger account is hers, a passkey alone links nothing more: that account is asked first.
    await proveAtBundId();
    await proveAt(/Benutzername und Passwort/);
    await takeNothing();
    const { me } = await ask('{ me { linkedAccounts { provider level } } }');
    expect(me.linkedAccounts).toEqual(
      expect.arrayContaining([
        { provider: 'bundid', level: 'HIGH' },
        { provider: 'servicekonto', level: 'BASIC' },
      ]),
    );
  }, 60_000);

  it('enters the waste app with one click, and the app sees what she allowed', async () => {
    await page.goto(appUrl);
    await follow('Mit dem Bürgerkonto anmelden');
    await checkPage();
    await page.getByLabel('Nachrichten zur Abfuhr').check();
    await press('Nur Angekreuztes erlauben');
    await page.waitForURL(appUrl);
    const seen = JSON.parse((await page.locator('pre').textContent()) ?? '');
    const { me } = await ask('{ me { id } }');
    expect(seen).toMatchObject({ home: null, profile: null, mailbox: { nodes: expect.any(Array) } });
    expect(seen.id).not.toBe(me.id);
    expect(await page.locator('p').allTextContents()).toEqual(['Nicht erlaubt: home, profile', 'Live: open']);
  }, 60_000);

  it('takes it back, and the app is refused and hears nothing more', async () => {
    const { me } = await ask('{ me { consents { id } } }');
    for (const { id } of me.consents ?? [])
      await ask(
        `mutation { revokeConsent(input: { consentId: "${id}", idempotencyKey: "${id}" }) { consent { id } } }`,
      );
    await eventually(async () => {
      await page.goto(appUrl);
      expect(await page.locator('p').first().textContent()).toBe('Die Erlaubnis wurde zurückgenommen. Live: ended');
    }, 15_000);
  }, 60_000);

  it('met no script that failed and no rule of the page’s policy that was broken', () => {
    expect(complaints.filter((each) => !each.includes('status of 400'))).toEqual([]);
  });

  async function startLink(provider: string): Promise<void> {
    const { startAccountLink } = await ask(
      `mutation { startAccountLink(input: { provider: "${provider}", returnUrl: "${hub.url}/" }) { redirectUrl } }`,
    );
    await page.goto(startAccountLink?.redirectUrl ?? '');
  }

  /** Signs in at an account provider, as somebody whom nobody linked before. */
  async function proveAt(how: RegExp): Promise<void> {
    await page.getByLabel(/nummerierte Testperson/).fill('p0777');
    await page.getByLabel(how).check();
    await press('Anmelden');
  }

  async function proveAtBundId(): Promise<void> {
    await proveAt(/Online-Ausweis/);
    // SAML comes back by a form.
    await press('Zurück zum Dienst');
  }

  async function takeNothing(): Promise<void> {
    await page.waitForURL('**/link/choose/**');
    await checkPage();
    await press('Nichts übernehmen');
    await page.waitForURL('**state=LINKED');
  }

  interface Answer {
    me: {
      id?: string;
      mailbox?: unknown;
      sessions?: unknown;
      linkedAccounts?: unknown;
      consents?: { id: string }[];
    };
    startAccountLink?: { redirectUrl: string };
  }
  async function ask(query: string): Promise<Answer> {
    const headers = { origin: hub.url };
    const answer = await (await page.request.post(`${hub.url}/graphql`, { data: { query }, headers })).json();
    const { data, errors } = answer as { data: Answer; errors?: unknown };
    expect(errors).toBeUndefined();
    return data;
  }
});
