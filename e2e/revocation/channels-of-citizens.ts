import { expect } from '@jest/globals';
import { beginLink, inIdentity, visit } from './asks.ts';
import { type Check, refreshing, requests, sockets } from './channels.ts';
import { type Holder, signIn } from './holder.ts';
import type { TwoGateways } from './two-gateways.ts';

export type Channel = 'request' | 'socket' | 'refresh' | 'link' | 'webhook';
export type Checks = Partial<Readonly<Record<Channel, Check>>>;

export const APP = 'waste-app';
const APP_SCOPE = 'openid offline_access mailbox home';
const PORTAL_SCOPE = 'openid offline_access mailbox accounts consents';

export const inPortal = (town: TwoGateways, persona: string): Promise<Holder> =>
  signIn(town, { persona, client: 'portal', scope: PORTAL_SCOPE });

/** One who uses the waste app, and the portal in the same browser: one sign-in for both. */
export async function appUser(town: TwoGateways, persona: string): Promise<{ portal: Holder; app: Holder }> {
  const portal = await inPortal(town, persona);
  const app = await signIn(town, { persona, client: APP, scope: APP_SCOPE, browser: portal.browser });
  return { portal, app };
}

/** The three that an app holds of her: access token, open sockets, refresh token. */
export async function heldBy(
  town: TwoGateways,
  app: Holder,
): Promise<Required<Pick<Checks, 'request' | 'socket' | 'refresh'>>> {
  const [request, socket] = [await requests(town, app.token), await sockets(town, app.token)];
  return { request, socket, refresh: await refreshing(app) };
}

/**
 * The one address that the hub hands out and that acts for her: where a begun link goes on. Afterwards it asks for a sign-in with
 * an account that is linked already (`confirm-link`), or leads nowhere.
 */
export async function begunLink(
  town: TwoGateways,
  portal: Holder,
  then: 'confirm-link' | 'nowhere' = 'confirm-link',
): Promise<Check> {
  const address = await beginLink(town, portal);
  const link = /\/link\/start\/([\da-f-]{36})\./.exec(address)?.[1] ?? '';
  expect(await wentOnTo(town, portal, { address, link })).toBe('link');
  return async () => expect(await wentOnTo(town, portal, { address, link })).toBe(then);
}

/** What a visit of the address has begun. */
async function wentOnTo(town: TwoGateways, portal: Holder, { address, link }: { address: string; link: string }) {
  await inIdentity(town, 'delete from pending_flow where account_link = $1', [link]);
  await visit(portal, address);
  const flows = 'select purpose from pending_flow where account_link = $1';
  const [flow] = await inIdentity<{ purpose: string }>(town, flows, [link]);
  return flow?.purpose ?? 'nowhere';
}
