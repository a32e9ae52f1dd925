import type { DocumentNode, ExecutionResult, GraphQLError } from 'graphql';
import type { GoneSignal } from '../gone.ts';
import type { Trace } from '../telemetry/index.ts';
import type { Visa } from '../visa/index.ts';

/** One question to a subgraph, from the gateway or over HTTP. */
export interface SubgraphCall {
  readonly document: string;
  readonly operationName?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** The one that is good now. */
  readonly visa: Visa;
  readonly requestId: string;
  readonly signal?: GoneSignal;
  readonly resumeAfter?: string;
  /** The gateway's span of this call. */
  readonly trace?: Trace;
  /** Streams: asked when the visa is about to end. True: there is a new one, for the same person; otherwise the stream ends. */
  readonly renew?: () => Promise<boolean>;
}

/** A message of a stream. Without `data` it is a bookmark: only the cursor moves. */
export interface StreamMessage extends Partial<ExecutionResult> {
  readonly extensions?: { readonly cursor?: string };
}

/** What a `subscribe` resolver yields: a value for `resolve`, with the cursor of its event; a bookmark has no value. */
export interface StreamPayload<Value> {
  readonly cursor?: string;
  readonly value?: Value;
}

/** The source of a stream, opened: what was read on the way is read, no transaction stays open while it waits. */
export interface OpenStream {
  readonly document: DocumentNode;
  readonly source: AsyncIterator<StreamPayload<unknown>>;
}

/** Aborted when nobody waits any more. */
export interface Ending {
  readonly signal: AbortSignal;
}

/** What of a running stream its messages need. */
export interface StreamParts {
  readonly document: DocumentNode;
  readonly call: SubgraphCall;
  readonly ending: Ending;
}

/** What a stream asks of the executor that it belongs to. */
export interface StreamExecutor {
  open(call: SubgraphCall, ending: Ending): Promise<OpenStream | ExecutionResult>;
  message(parts: StreamParts, payload: StreamPayload<unknown>): Promise<StreamMessage>;
  mask(error: unknown): GraphQLError;
}
