import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import { citizen } from '../../../../../platform/testing/principals.ts';
import { signInAt } from '../../../../../sandbox/drive.ts';
import type { Browser, Stop } from '../../../__tests__/browser.ts';
import { census, rows } from '../../../__tests__/rows.ts';
import { HUB, type SignInHub, startSignInHub, tokensFor } from '../../../__tests__/sign-in-hub.ts';

const RETURN = `${HUB}/konten`;
let hub: SignInHub;
let people = 100;
beforeAll(async () => {
  hub = await startSignInHub();
});
afterAll(() => hub.stop());

const somebody = (): string => {
  people += 1;
  return `p${String(people).padStart(4, '0')}`;
};

/** Somebody signed in, in her browser, with a link begun. */
async function beginLink(persona = somebody(), level: 'BASIC' | 'SUBSTANTIAL' = 'BASIC') {
  const { browser, access_token } = await tokensFor(hub, { persona, level });
  const principal = citizen({ citizenId: decodeJwt(access_token).sub });
  const { startAccountLink } = await hub.subgraph
    .as(principal)
    .query<{ startAccountLink: { redirectUrl: string } }>(
      `mutation { startAccountLink(input: { provider: "bundid", returnUrl: "${RETURN}" }) { redirectUrl } }`,
    );
  return { persona, browser, principal, address: startAccountLink.redirectUrl };
}

async function signInFor(browser: Browser, address: string, persona: string, level: 'BASIC' | 'HIGH' = 'HIGH') {
  const away = await browser.open(address);
  return takeNothing(browser, await browser.open(await signInAt(away.location, { persona, level })));
}

/** Past the page on which she chooses what to take over. */
const takeNothing = (browser: Browser, stop: Stop): Promise<Stop> | Stop =>
  stop.address.includes('/link/choose/') ? browser.submit(stop.address, { decision: 'nothing' }) : stop;

const accountsOf = async (principal: ReturnType<typeof citizen>) =>
  (
    await hub.subgraph
      .as(principal)
      .query<{ me: { linkedAccounts: { level: string }[] } }>('{ me { linkedAccounts { level } } }')
  ).me.linkedAccounts;

describe('linking an account', () => {
  it('adds it, and with it what it proves', async () => {
    const { browser, principal, address } = await beginLink();
    const { location } = await signInFor(browser, address, somebody());
    expect(location).toMatch(/^http:\/\/localhost:4000\/konten\?link=[\w-]{36}&state=LINKED$/);
    expect(await accountsOf(principal)).toEqual([{ level: 'BASIC' }, { level: 'HIGH' }]);
    const [row] = await rows(hub.subgraph, 'select proof, rights_version from citizen where id = $1', [
      principal.citizenId,
    ]);
    expect(row).toEqual({ proof: 'HIGH', rights_version: 2 });
  });

  it('lets her sign in with it from then on', async () => {
    const { browser, principal, address } = await beginLink();
    const linked = somebody();
    await signInFor(browser, address, linked);
    const { access_token } = await tokensFor(hub, { persona: linked });
    expect(decodeJwt(access_token).sub).toBe(principal.citizenId);
  });

  it('refuses an account that signs in to somebody else, who keeps it', async () => {
    const taken = somebody();
    const before = decodeJwt((await tokensFor(hub, { persona: taken })).access_token).sub;
    const { browser, principal, address } = await beginLink();
    const { location } = await signInFor(browser, address, taken);
    expect(new URL(location).searchParams.get('state')).toBe('REFUSED');
    expect(await accountsOf(principal)).toHaveLength(1);
    expect(decodeJwt((await tokensFor(hub, { persona: taken })).access_token).sub).toBe(before);
  });

  it("refuses the browser of somebody else, so that nobody's identity gets into a stranger's account", async () => {
    const { address } = await beginLink();
    const victim = await tokensFor(hub, { persona: somebody() });
    const before = await census(hub.subgraph);
    expect(await victim.browser.open(address)).toMatchObject({ status: 400, location: '' });
    expect(await census(hub.subgraph)).toBe(before);
  });

  it('first asks a browser that is not signed in for an account she has already', async () => {
    const { persona, principal, address } = await beginLink();
    const browser = hub.browser();
    const confirmed = await signInFor(browser, address, persona, 'BASIC');
    const there = await signInAt(confirmed.location, { persona: somebody(), level: 'HIGH' });
    const back = await takeNothing(browser, await browser.open(there));
    expect(new URL(back.location).searchParams.get('state')).toBe('LINKED');
    expect(await accountsOf(principal)).toHaveLength(2);
  });

  it('asks the same of a browser whose sign-in is older than five minutes', async () => {
    const { browser, principal, address } = await beginLink();
    const age = `update session set created_at = now() - interval '6 minutes' where citizen = $1`;
    await rows(hub.subgraph, age, [principal.citizenId]);
    expect(await signInFor(browser, address, somebody())).toMatchObject({ status: 400, location: '' });
    expect(await accountsOf(principal)).toHaveLength(1);
  });

  it('asks the same of a sign-in weaker than what is linked, so that a found code lets nobody else in', async () => {
    const persona = somebody();
    await tokensFor(hub, { persona, level: 'HIGH' });
    const { browser, principal, address } = await beginLink(persona);
    expect(await signInFor(browser, address, somebody())).toMatchObject({ status: 400, location: '' });
    expect(await accountsOf(principal)).toEqual([{ level: 'HIGH' }]);
    const confirmed = await signInFor(browser, address, persona, 'BASIC');
    const back = await takeNothing(
      browser,
      await browser.open(await signInAt(confirmed.location, { persona: somebody(), level: 'HIGH' })),
    );
    expect(new URL(back.location).searchParams.get('state')).toBe('LINKED');
  });

  it('refuses a browser that cannot show an account she has already', async () => {
    const { principal, address } = await beginLink();
    const before = await census(hub.subgraph);
    expect(await signInFor(hub.browser(), address, somebody())).toMatchObject({ status: 400, location: '' });
    expect(await census(hub.subgraph)).toBe(before);
    expect(await accountsOf(principal)).toHaveLength(1);
  });

  it('refuses an address the hub did not make, and one that was used', async () => {
    const { browser, address } = await beginLink();
    const forged = address.replace(/\.[\w-]/, (start) => (start === '.A' ? '.B' : '.A'));
    expect((await browser.open(forged)).status).toBe(400);
    await signInFor(browser, address, somebody());
    expect((await browser.open(address)).status).toBe(400);
  });
});
