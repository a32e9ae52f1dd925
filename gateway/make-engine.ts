import { isObjectType } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { UnknownErrorReport } from '../platform/errors/index.ts';
import type { Engine, StreamRequest } from './engine.ts';
import { type EngineParts, executeRequest } from './executor/execute-request.ts';
import { InFlight } from './executor/in-flight.ts';
import type { MaskFields } from './executor/masks.ts';
import { OperationCache } from './executor/operation-cache.ts';
import { warm } from './executor/warm.ts';
import { CostTable } from './planning/cost-table.ts';
import { type OverrideChoice, rollOverride } from './planning/override-labels.ts';
import { makePlanner } from './planning/planner-port.ts';
import { makePrepare } from './planning/prepare.ts';
import { RESILIENCE } from './resilience/settings.ts';
import { type Policies, PolicyRegistry } from './rights/policies.ts';
import { Requirements } from './rights/requirements.ts';
import { SIGN_IN_METHODS, type SignInMethods } from './rights/sign-in-methods.ts';
import { EventStream } from './subscriptions/event-stream.ts';
import { planStream, type StreamPlan } from './subscriptions/stream-plan.ts';
import { STREAM_TIMING, type StreamTiming } from './subscriptions/timing.ts';
import type { Transports } from './transports/transport.ts';

/** Plans kept in all, over every operation and every variant of rights. */
const MAX_PLANS = 12_000;

export interface EngineOptions {
  readonly supergraphSdl: string;
  readonly transports: Transports;
  /** False is open mode: directives for rights are read by nobody. */
  readonly enforceRights: boolean;
  /** Gets what callers must not see: the cause behind an `INTERNAL` with its reference. */
  readonly onUnknownError: (report: UnknownErrorReport) => void;
  readonly signInMethods?: SignInMethods;
  /** What the names in `@policy` stand for; a name that is not here is never met. */
  readonly policies?: Policies;
  /** Progressive `@override`: whether a label applies to this request. */
  readonly chooseOverride?: OverrideChoice;
  readonly streamTiming?: StreamTiming;
  /** Longest time for one request, over all its calls; default 10 s. */
  readonly requestTimeoutMs?: number;
  /** Values that some principals know by another form; nobody unless said otherwise. */
  readonly maskFields?: MaskFields;
  /** Equal reads of one principal at the same moment are one execution. */
  readonly coalesce?: boolean;
}

/** An engine of one supergraph for good, and what a stream needs that moves to it from another one. */
export interface SupergraphEngine extends Engine {
  readonly streamTiming: StreamTiming;
  planStream(request: StreamRequest): StreamPlan;
}

/** Builds the engine for one supergraph; throws when the supergraph is not valid. */
export function makeEngine(options: EngineOptions): SupergraphEngine {
  const planner = makePlanner(options.supergraphSdl);
  const operations = new OperationCache({
    planner,
    requirements: options.enforceRights ? new Requirements(planner.supergraph) : undefined,
    policies: new PolicyRegistry(options.policies),
    signInMethods: options.signInMethods ?? SIGN_IN_METHODS,
    variants: new LRUCache({ max: MAX_PLANS }),
  });
  const parts: EngineParts = {
    apiSchema: planner.apiSchema,
    transports: options.transports,
    isConcrete: (typename) => typeof typename === 'string' && isObjectType(planner.fullSchema.getType(typename)),
    report: options.onUnknownError,
    requestTimeoutMs: options.requestTimeoutMs ?? RESILIENCE.requestTimeoutMs,
    maskFields: options.maskFields,
    operations,
    inFlight: options.coalesce ? new InFlight() : undefined,
    overrideLabels: planner.overrideLabels,
    chooseOverride: options.chooseOverride ?? rollOverride,
  };
  const streamTiming = options.streamTiming ?? STREAM_TIMING;
  return {
    streamTiming,
    apiSchema: planner.apiSchema,
    costs: new CostTable(planner.supergraph),
    prepare: makePrepare(planner.apiSchema),
    warm: (document) => warm(document, parts),
    execute: (request) => executeRequest(request, parts),
    planStream: (request) => planStream(request, parts),
    subscribe: (request) => new EventStream(request, planStream(request, parts), streamTiming, () => request.onEnd?.()),
  };
}
