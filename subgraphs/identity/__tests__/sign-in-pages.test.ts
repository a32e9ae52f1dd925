import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import type { Principal } from '../../../platform/visa/index.ts';
import { rows } from './rows.ts';
import { appRequest, HUB, redeem, type SignInHub, signInWith, startSignInHub, tokenRequest } from './sign-in-hub.ts';

let hub: SignInHub;
let people = 0;
beforeAll(async () => {
  hub = await startSignInHub({ straightOn: false });
});
afterAll(() => hub.stop());

/** Somebody who was never here: what one test lets her allow does not stand in another. */
const somebody = (): string => {
  people += 1;
  return `p${String(people).padStart(4, '0')}`;
};

/** Signs in through the page, as a person would: opens the link of the provider. */
async function signInByPage(parameters: Record<string, string> = {}, client = 'portal', persona = somebody()) {
  const browser = hub.browser();
  const request = await appRequest(parameters, client);
  const page = await browser.open(request.url);
  const link = /href="(\/sign-in\/[^"]+\/with\/bundid[^"]*)"/.exec(page.text)?.[1] ?? '';
  return { browser, request, page, stop: await signInWith(browser, `${HUB}${link}`, { persona }) };
}

const allow = { decision: 'allow' };
const codeIn = (location: string) => new URL(location).searchParams.get('code') ?? '';

describe('the sign-in page', () => {
  it.each([
    ['de', 'lang="de"', 'Womit möchten Sie sich anmelden?', 'Bürgerportal'],
    ['en', 'lang="en"', 'How do you want to sign in?', 'Citizen portal'],
    ['de-x-leicht', 'lang="de"', 'Service-Konto', 'Bürger-Portal'],
  ])('speaks %s', async (ui_locales, ...texts) => {
    const { text, headers } = await hub.browser().open((await appRequest({ ui_locales })).url);
    for (const expected of texts) expect(text).toContain(expected);
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(text).not.toMatch(/<script(?! src="\/sign-in\/script\/[\w.]+" defer>)| on\w+=/);
  });

  it.each([
    ['en', 'Waste app', 'The sign-in was cancelled'],
    ['leicht', 'Müll-App', 'Es ist nichts passiert'],
  ])(
    'stays in the language she chose (%s), to the consent and on the page of what went wrong',
    async (lang, name, cancelled) => {
      const browser = hub.browser();
      const { url } = await appRequest({ scope: 'openid home', ui_locales: 'de' }, 'waste-app');
      const page = await browser.open(url);
      expect((await browser.open(`${page.address}?lang=${lang}`)).text).toContain(name);
      const way = `${page.address}/with/bundid?lang=${lang}`;
      const refused = await signInWith(browser, way, { persona: somebody(), cancel: true });
      expect([refused.status, refused.text]).toEqual([400, expect.stringContaining(cancelled)]);
      const next = /class="button" href="([^"]+)"/.exec(refused.text)?.[1] ?? '';
      expect((await browser.open(next)).text).toContain(name);
      const consent = await signInWith(browser, way, { persona: somebody() });
      expect(consent.address).not.toBe(page.address);
      expect(consent.text).toContain(name);
    },
  );

  it('says which level a step needs', async () => {
    const { text } = await hub.browser().open((await appRequest({ acr_values: 'HIGH' })).url);
    expect(text).toContain('Vertrauensniveau „hoch“');
  });

  it('leads through the provider back to the app', async () => {
    const { stop } = await signInByPage();
    expect(stop.location).toMatch(/^http:\/\/localhost:4000\/session\/callback\?code=/);
  });

  it('lets her cancel', async () => {
    const browser = hub.browser();
    const page = await browser.open((await appRequest()).url);
    const { location } = await browser.open(`${page.address}/cancel`);
    expect(new URL(location).searchParams.get('error')).toBe('access_denied');
  });

  it('knows no provider but those of the settings', async () => {
    const browser = hub.browser();
    const page = await browser.open((await appRequest()).url);
    expect(await browser.open(`${page.address}/with/other`)).toMatchObject({ status: 400, location: '' });
  });

  it('is not there for another browser', async () => {
    const page = await hub.browser().open((await appRequest()).url);
    expect((await hub.browser().open(page.address)).status).toBe(400);
  });

  it('asks a second app in the same browser for no second sign-in', async () => {
    const { browser } = await signInByPage();
    expect((await browser.open((await appRequest()).url)).location).toContain('code=');
  });

  it('asks again when more is asked than the sign-in was worth', async () => {
    const { browser } = await signInByPage();
    const { text } = await browser.open((await appRequest({ acr_values: 'HIGH' })).url);
    expect(text).toContain('Womit möchten Sie sich anmelden?');
  });

  it('changes over to another person without a trace of the first', async () => {
    const { browser, request, stop } = await signInByPage();
    const first = decodeJwt((await redeem(browser, request, codeIn(stop.location))).body.access_token);
    const again = await appRequest({ prompt: 'login' });
    const page = await browser.open(again.url);
    const back = await signInWith(browser, `${page.address}/with/bundid`, { persona: 'max' });
    const second = decodeJwt((await redeem(browser, again, codeIn(back.location))).body.access_token);
    expect(second.sub).not.toBe(first.sub);
    expect(second.sid).not.toBe(first.sid);
  });

  it('signs out everywhere, after asking', async () => {
    const { browser, request, stop } = await signInByPage();
    const { access_token } = (await redeem(browser, request, codeIn(stop.location))).body;
    const page = await browser.open(`${HUB}/oidc/sign-out`);
    expect(page.text).toContain('Möchten Sie sich abmelden?');
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    expect((await browser.submit(`${HUB}/oidc/sign-out/confirm`, { xsrf, logout: 'yes' })).text).toContain(
      'abgemeldet',
    );
    expect(await hub.ask('principal', { claims: decodeJwt(access_token) })).toBeNull();
  });
});

describe('the consent page', () => {
  const asking = { scope: 'openid home mailbox' };
  const absent = { scope: 'openid offline_access', prompt: 'consent' };

  it('says who asks and what for, and gives nothing before she allows it', async () => {
    const { stop } = await signInByPage(asking, 'waste-app');
    expect(stop.text).toContain('Abfall-App (Abfallwirtschaftsbetrieb des Landkreises)');
    expect(stop.text).toContain('Ihre Adresse lesen, um die passenden Abholtermine zu zeigen');
    const policy = stop.headers.get('content-security-policy');
    expect(policy).toContain("form-action 'self' https://waste-app.example;");
    expect([policy, stop.text]).toEqual([
      expect.stringContaining(' img-src data:;'),
      expect.stringContaining('<img class="logo" src="data:image/svg+xml;base64,'),
    ]);
  });

  it('gives the app what she allowed, and asks nothing that stands a second time', async () => {
    const persona = somebody();
    const { browser, request, stop } = await signInByPage(asking, 'waste-app', persona);
    const back = await browser.submit(`${stop.address}/consent`, allow);
    const { access_token } = (await redeem(browser, request, codeIn(back.location))).body;
    expect(await hub.ask<Principal>('principal', { claims: decodeJwt(access_token) })).toMatchObject({
      kind: 'partner',
      client: 'waste-app',
      scopes: ['openid', 'home', 'mailbox'],
      purposes: ['home', 'mailbox', 'openid'],
    });
    expect((await browser.open((await appRequest(asking, 'waste-app')).url)).location).toContain('code=');
    const again = await signInByPage({ ...asking, prompt: 'consent' }, 'waste-app', persona);
    expect(again.stop.location).toContain('code=');
  });

  it('of an app without a picture shows none, and may load none', async () => {
    const { stop } = await signInByPage({ scope: 'openid cases' }, 'state-portal');
    expect(stop.text).toContain('Landesportal');
    expect([stop.headers.get('content-security-policy'), stop.text].join()).not.toMatch(/img/);
  });

  it('tells the app when she declines, and stores nothing', async () => {
    const { browser, stop } = await signInByPage(absent, 'waste-app');
    const count = () => rows<{ n: string }>(hub.subgraph, 'select count(*) as n from consent');
    const before = await count();
    const back = await browser.submit(`${stop.address}/consent`, { decision: 'deny' });
    expect(new URL(back.location).searchParams.get('error')).toBe('access_denied');
    expect(await count()).toEqual(before);
  });

  it('refuses the refresh of an app whose consent she took back', async () => {
    const { browser, request, stop } = await signInByPage(absent, 'waste-app');
    const back = await browser.submit(`${stop.address}/consent`, allow);
    const { access_token, refresh_token } = (await redeem(browser, request, codeIn(back.location))).body;
    const refresh = (token: string) =>
      tokenRequest(browser, 'waste-app', { grant_type: 'refresh_token', refresh_token: token });
    const renewed = await refresh(refresh_token);
    expect(renewed.status).toBe(200);
    const principal = await hub.ask<Principal>('principal', { claims: decodeJwt(access_token) });
    await rows(hub.subgraph, `update consent set revoked_at = now() where citizen = $1 and purpose = 'openid'`, [
      principal.citizenId,
    ]);
    expect(await refresh(renewed.body.refresh_token)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it('gives no refresh token to an app that may not act in her absence', async () => {
    const { browser, request, stop } = await signInByPage({ scope: 'openid' }, 'waste-app');
    const back = await browser.submit(`${stop.address}/consent`, allow);
    const { status, body } = await redeem(browser, request, codeIn(back.location));
    expect([status, body.refresh_token]).toEqual([200, undefined]);
  });

  it('takes no form from another site', async () => {
    const { browser, stop } = await signInByPage(absent, 'waste-app');
    const forged = await browser.submit(`${stop.address}/consent`, allow, { origin: 'https://evil.example' });
    expect(forged.status).toBe(400);
  });
});
