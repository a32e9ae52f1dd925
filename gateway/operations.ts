import type { GoneSignal } from '../platform/gone.ts';
import type { Principal } from '../platform/visa/index.ts';
import type { Engine, HubResult, RunningStream, StreamRequest } from './engine.ts';
import type { Admission, AdmittedOperation, AskedOperation } from './guards/admission.ts';
import type { GatewayMetrics, Protocol } from './metrics.ts';
import type { Caller } from './principal/callers.ts';
import type { RateLimits } from './rates/rate-limits.ts';
import type { LoadShedder } from './resilience/load-shedder.ts';
import { maySeePlans } from './telemetry/plan-view.ts';
import type { RequestWatch } from './telemetry/request-watch.ts';
import type { Telemetry } from './telemetry/telemetry.ts';

/** How and for whom an operation came. */
export interface OperationContext {
  readonly protocol: Protocol;
  readonly caller: Caller;
  readonly requestId: string;
  readonly signal?: GoneSignal;
  /** Where the caller is, as far as that can be believed. */
  readonly address: string;
  /** Streams: continue after this cursor. */
  readonly resumeAfter?: string;
  /** The W3C header as the caller sent it. */
  readonly traceparent?: unknown;
  /** Asks for the plan of its operation; only operators get it. */
  readonly wantsPlan?: boolean;
}

/** An admitted operation with all that its execution needs. */
export interface Operation extends AdmittedOperation, OperationContext {
  /** Who asked, when it was admitted. */
  readonly principal: Principal;
  readonly watch: RequestWatch;
}

export interface OperationsOptions {
  readonly engine: Engine;
  readonly admission: Admission;
  readonly metrics: GatewayMetrics;
  readonly load: LoadShedder;
  readonly telemetry: Telemetry;
  /** Undefined in open mode. */
  readonly rates?: RateLimits;
}

/** The one way from an operation to its answer. POST, event streams and sockets are thin adapters around these three. */
export class Operations {
  readonly #options: OperationsOptions;

  constructor(options: OperationsOptions) {
    this.#options = options;
  }

  /** Guards and validates. Throws what refuses the operation before execution. */
  async admit(asked: AskedOperation, context: OperationContext): Promise<Operation> {
    const { admission, rates, telemetry } = this.#options;
    const watch = telemetry.begin(context.protocol, context.traceparent);
    const span = watch.trace?.child('guard');
    try {
      const found = context.caller.principal();
      const principal = found instanceof Promise ? await found : found;
      await rates?.take(principal, context.address);
      const admitted = admission.admit(asked, principal);
      span?.end();
      return { ...admitted, ...context, principal, watch };
    } catch (refusal) {
      span?.end();
      telemetry.refuse(watch, context.protocol, refusal);
      throw refusal;
    }
  }

  /** Answers a query or mutation. */
  async answer(operation: Operation): Promise<HubResult> {
    const { load } = this.#options;
    // A POST counts as work from the door on, what comes over a socket or stream from here.
    if (operation.protocol !== 'http') load.enter(operation);
    try {
      return await this.#execute(operation);
    } finally {
      load.leave(operation);
    }
  }

  /** Opens a stream. A refusal is thrown here or by the first `next`. */
  stream({ caller, protocol, watch, ...asked }: Operation): RunningStream {
    const { metrics } = this.#options;
    // What follows is hours of events; the trace is about the way in.
    watch.trace?.end();
    let isOpen = false;
    const onChange = () => void events.replan();
    const onEnd = () => {
      caller.offChange(onChange);
      if (isOpen) metrics.closeStream(protocol);
      isOpen = false;
    };
    const events = this.#subscribe({ ...asked, principal: () => caller.principal(), onEnd }, protocol);
    if (asked.signal?.aborted) return events;
    isOpen = true;
    metrics.openStream(protocol);
    caller.onChange(onChange);
    return events;
  }

  #subscribe(request: StreamRequest, protocol: Protocol): RunningStream {
    const { engine, metrics } = this.#options;
    try {
      const events = engine.subscribe(request);
      metrics.countRequest(protocol, 'ok');
      return events;
    } catch (refusal) {
      metrics.countRequest(protocol, 'refused');
      throw refusal;
    }
  }

  async #execute(operation: Operation): Promise<HubResult> {
    const { admission, engine, telemetry } = this.#options;
    // A mutation once begun is brought to its end, whoever has left meanwhile.
    const signal = operation.type === 'mutation' ? undefined : operation.signal;
    const { principal } = operation;
    const showPlan = operation.wantsPlan && maySeePlans(principal);
    const result = admission.told(await engine.execute({ ...operation, signal, showPlan }), operation, principal);
    telemetry.finish(operation.watch, operation, result);
    return result;
  }
}
