import { randomBytes } from 'node:crypto';
import type { PendingFlow } from '../actions/pending-flows.ts';
import { makeFlowSecrets } from '../connectors/state-account.ts';
import { sendOn } from './pages/page.ts';
import type { RouteParts, Visit } from './parts.ts';

/** How the provider is to be asked, beside the level. */
export interface FlowWishes {
  readonly loginHint?: string;
  readonly uiLocales?: string;
  readonly fresh?: boolean;
}

/** Sends a browser to a provider, and remembers what it was sent for. */
export async function beginFlow(parts: RouteParts, visit: Visit, flow: PendingFlow, wishes: FlowWishes): Promise<void> {
  const account = parts.services.stateAccounts.get(flow.provider);
  const state = randomBytes(32).toString('base64url');
  const secrets = makeFlowSecrets();
  const url = await account.authorizationUrl({ state, secrets, asked: flow.asked, ...wishes });
  const browser = parts.cookie.ensure(visit.request, visit.response);
  await parts.flows.save(state, browser, flow, secrets);
  sendOn(visit.response, url.href);
}
