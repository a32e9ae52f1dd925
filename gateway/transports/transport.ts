import type { GraphQLFormattedError } from 'graphql';
import type { GoneSignal } from '../../platform/gone.ts';
import type { Trace } from '../../platform/telemetry/index.ts';
import type { Principal } from '../../platform/visa/index.ts';
import type { RequestWatch } from '../telemetry/request-watch.ts';

/** One call of the gateway to a subgraph, as a plan node asks for it. */
export interface SubgraphRequest {
  /** The document as text; always the same string object for the same plan node, so that a transport may cache by it. */
  readonly document: string;
  /** The same as JSON writes it, where the plan has it ready. */
  readonly quotedDocument?: string;
  readonly operationName?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** The transport turns the principal into a visa: an object locally, a signed token over HTTP. */
  readonly principal: Principal;
  /** Correlation id, passed on in logs and the `x-request-id` header. */
  readonly requestId: string;
  readonly signal?: GoneSignal;
  /** When the answer must be there, by `performance.now()`: this call's share of its request's time. */
  readonly endsAt?: number;
  /** Takes note of where the request's time goes. */
  readonly watch?: RequestWatch;
  /** The span of this call, for the subgraph to continue; only when the request is traced. */
  readonly trace?: Trace;
  /** Streams only: continue after this cursor, whatever the document's own `after` argument says. */
  readonly resumeAfter?: string;
  /** Streams only: it begins from now, and can be continued. Never sent, it says who may share an upstream. */
  readonly startsNow?: boolean;
  /** Streams only, and never sent: for whom the stream goes on when its visa ends; undefined ends it, to be opened anew. */
  readonly renew?: () => Promise<Principal | undefined>;
}

/** An answer belongs to whoever asked, who may take it apart; one that goes to several is frozen through and through. */
export interface SubgraphResponse {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly GraphQLFormattedError[];
  /** Streams: `cursor` is the place of this event in its log, set by the subgraph on every event and bookmark. */
  readonly extensions?: { readonly cursor?: string; readonly [key: string]: unknown };
}

/**
 * How the gateway reaches one subgraph: in this process, or over HTTP and WebSocket. The gateway does not know the difference.
 * A transport rejects with `UnavailableError` when the subgraph cannot be reached; GraphQL errors come in the response.
 */
export interface Transport {
  readonly name: string;
  execute(request: SubgraphRequest): Promise<SubgraphResponse>;
  /** `return` ends it at once, and aborts the request's signal for those that wait deeper down. Ends when the subgraph ends the stream (its visa is over, it drains) or the caller returns. A bookmark has `data: undefined` and a cursor. */
  subscribe(request: SubgraphRequest): AsyncIterableIterator<SubgraphResponse>;
  close?(): Promise<void>;
}

export type Transports = ReadonlyMap<string, Transport>;
