import type { DocumentNode, GraphQLError, GraphQLSchema } from 'graphql';
import type { GoneSignal } from '../platform/gone.ts';
import type { Principal } from '../platform/visa/index.ts';
import type { CostTable } from './planning/cost-table.ts';
import type { PlanView } from './telemetry/plan-view.ts';
import type { RequestWatch } from './telemetry/request-watch.ts';

/** One query or mutation, already parsed and validated against `Engine.apiSchema` (by `prepare`). */
export interface OperationRequest {
  readonly document: DocumentNode;
  readonly operationName?: string | null;
  readonly variables?: Readonly<Record<string, unknown>> | null;
  readonly principal: Principal;
  readonly requestId: string;
  readonly signal?: GoneSignal;
  /** Takes note of where the time goes; not for streams, which have no end to wait for. */
  readonly watch?: RequestWatch;
  /** Whether the answer brings its plan along. */
  readonly showPlan?: boolean;
}

export interface StreamRequest extends Omit<OperationRequest, 'principal'> {
  /** Asked before the stream opens, before each re-opening and for each event, so that a right taken away ends or thins it. */
  readonly principal: () => Principal | Promise<Principal>;
  /** Continue after this cursor (SSE `Last-Event-ID`), whatever the document's own `after` argument says. */
  readonly resumeAfter?: string;
  /** Called once, when the stream is over, whoever ended it. */
  readonly onEnd?: () => void;
}

/** Plain data in the order the client asked, equal parts sometimes one object, so that nobody may change it; errors are GraphQLError objects with response paths. */
export interface HubResult {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLError[];
  readonly extensions?: { readonly queryPlan: PlanView };
}

/** One event of a stream; a bookmark (no result) only moves the cursor of a quiet stream forward. */
export interface StreamEvent {
  readonly result?: HubResult;
  readonly cursor?: string;
}

/** A stream that runs (laufender Strom). */
export interface RunningStream extends AsyncIterableIterator<StreamEvent> {
  /** The principal has changed: judges it anew now instead of at the next event, which may be hours away. */
  replan(): Promise<void>;
}

/** The engine (Triebwerk): one supergraph, planned, guarded and executed. Knows no HTTP. */
export interface Engine {
  readonly apiSchema: GraphQLSchema;
  /** What the supergraph declares about costs and sizes of lists. */
  readonly costs: CostTable;
  /** Parses and validates; throws nothing: problems come back as errors with codes. */
  prepare(query: string): { document: DocumentNode } | { errors: readonly GraphQLError[] };
  /** Plans every operation of a document ahead of those who will ask it. */
  warm(document: DocumentNode): Promise<void>;
  execute(request: OperationRequest): Promise<HubResult>;
  /** A refusal before the first event (bad variables, no right to the root field) throws a GraphQLError. */
  subscribe(request: StreamRequest): RunningStream;
}
