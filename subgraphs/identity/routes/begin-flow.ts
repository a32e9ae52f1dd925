import { randomBytes } from 'node:crypto';
import type { PendingFlow } from '../actions/pending-flows.ts';
import { SignInRefusedError } from '../domain/errors.ts';
import { languageOf } from './interaction.ts';
import { sendOn } from './pages/page.ts';
import { sendPostingPage } from './pages/posting-page.ts';
import type { RouteParts, Visit } from './parts.ts';
import { wayOn } from './way-on.ts';

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
  const departure = await account.depart({ state, asked: flow.asked, ...wishes }).catch((error) => {
    throw error instanceof SignInRefusedError ? error.goingOnAt(wayOn(parts, visit, flow)) : error;
  });
  const browser = parts.cookie.ensure(visit.request, visit.response);
  await parts.flows.save(state, browser, flow, departure.secrets);
  if (departure.to instanceof URL) return sendOn(visit.response, departure.to.href);
  sendPostingPage(visit.response, languageOf(visit), account.settings.name, departure.to);
}
