import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import type { PendingFlows } from '../actions/pending-flows.ts';
import type { ProviderParts } from '../provider/parts.ts';
import type { BrowserCookie } from './cookies.ts';

/** What identity's routes work with. */
export interface RouteParts extends ProviderParts {
  readonly provider: Provider;
  readonly flows: PendingFlows;
  readonly cookie: BrowserCookie;
}

/** One request of a browser. */
export interface Visit {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
}

export type Handler = (parts: RouteParts, visit: Visit) => Promise<void>;
