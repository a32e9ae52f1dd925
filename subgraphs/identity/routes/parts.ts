import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import type { PendingFlows } from '../actions/pending-flows.ts';
import type { Steps } from '../modules/sign-in/actions/steps.ts';
import type { ProviderParts } from '../provider/parts.ts';
import type { RandomCookie } from './cookies.ts';

/** What identity's routes work with. */
export interface RouteParts extends ProviderParts {
  readonly provider: Provider;
  readonly flows: PendingFlows;
  readonly steps: Steps;
  readonly cookie: RandomCookie;
  readonly deviceCookie: RandomCookie;
}

/** One request of a browser. */
export interface Visit {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  /** Network address it came from. */
  readonly address: string;
}

export type Handler = (parts: RouteParts, visit: Visit) => Promise<void>;

/** One address that browsers open. */
export type Route = readonly [method: 'GET' | 'POST', path: string, handler: Handler];
