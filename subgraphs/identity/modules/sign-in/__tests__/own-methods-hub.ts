import { decodeJwt } from 'jose';
import type { Browser, Stop } from '../../../__tests__/browser.ts';
import { type AppRequest, appRequest, HUB, redeem, type SignInHub } from '../../../__tests__/sign-in-hub.ts';
import type { SoftwareAuthenticator } from './software-authenticator.ts';

/** The options a page hands to the authenticator. */
export function optionsIn({ text }: Stop, ceremony: 'make' | 'use'): { challenge: string; rp?: { id: string } } {
  const found = new RegExp(`data-passkey="${ceremony}" data-options="([^"]+)"`).exec(text)?.[1];
  if (!found) throw new Error(`No passkey to ${ceremony} on this page: ${/<h1>([^<]*)/.exec(text)?.[1]}`);
  return JSON.parse(found.replaceAll('&quot;', '"').replaceAll('&amp;', '&'));
}

/** A person in front of a browser, on her way into the portal. */
export interface Visitor {
  readonly browser: Browser;
  readonly request: AppRequest;
  /** The sign-in page. */
  readonly page: Stop;
}

export async function visit(
  hub: SignInHub,
  parameters: Record<string, string> = {},
  browser: Browser = hub.browser(),
): Promise<Visitor> {
  const request = await appRequest(parameters);
  return { browser, request, page: await browser.open(request.url) };
}

export const codeIn = (stop: Stop): string => new URL(stop.location || HUB).searchParams.get('code') ?? '';

/** Claims of the token that a finished sign-in gives. */
export async function claimsOf({ browser, request }: Visitor, stop: Stop) {
  const { access_token } = (await redeem(browser, request, codeIn(stop))).body;
  return {
    token: access_token,
    ...decodeJwt<{ acr: string; stadttor_proof: string; sid: string; sub: string }>(access_token),
  };
}

/** Opens a citizen account with a passkey. */
export async function createAccount(hub: SignInHub, authenticator: SoftwareAuthenticator, browser = hub.browser()) {
  const visitor = await visit(hub, {}, browser);
  const address = `${visitor.page.address}/new`;
  const page = await visitor.browser.open(address);
  const stop = await visitor.browser.submit(address, { response: authenticator.make(optionsIn(page, 'make')) });
  return { visitor, stop, claims: await claimsOf(visitor, stop) };
}

/** Presses "sign in with a passkey". */
export function usePasskey({ browser, page }: Visitor, authenticator: SoftwareAuthenticator): Promise<Stop> {
  return browser.submit(`${page.address}/passkey`, { response: authenticator.use(optionsIn(page, 'use')) });
}

/** The latest code that was mailed to an address. */
export async function mailedCode(hub: SignInHub, address: string, count = 1): Promise<string> {
  for (let turn = 0; turn < 200; turn += 1) {
    const mails = hub.sandbox.mails(address);
    if (mails.length >= count) return (/\d{4} \d{4}/.exec(mails[0]?.text ?? '')?.[0] ?? '').replace(' ', '');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`No mail came to ${address}.`);
}
