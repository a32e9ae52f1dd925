import type { Engine, HubResult, StreamEvent } from './engine.ts';
import type { Admission, AdmittedOperation, AskedOperation } from './guards/admission.ts';
import type { GatewayMetrics, Protocol } from './metrics.ts';
import { OperationStream } from './operation-stream.ts';
import type { Caller } from './principal/callers.ts';
import type { LoadShedder } from './resilience/load-shedder.ts';

/** How and for whom an operation came. */
export interface OperationContext {
  readonly protocol: Protocol;
  readonly caller: Caller;
  readonly requestId: string;
  readonly signal?: AbortSignal;
  /** Streams: continue after this cursor. */
  readonly resumeAfter?: string;
}

/** An admitted operation with all that its execution needs. */
export interface Operation extends AdmittedOperation, OperationContext {}

export interface OperationsOptions {
  readonly engine: Engine;
  readonly admission: Admission;
  readonly metrics: GatewayMetrics;
  readonly load: LoadShedder;
}

/** The one way from an operation to its answer. POST, event streams and sockets are thin adapters around these three. */
export class Operations {
  readonly #options: OperationsOptions;

  constructor(options: OperationsOptions) {
    this.#options = options;
  }

  /** Guards and validates. Throws what refuses the operation before execution. */
  async admit(asked: AskedOperation, context: OperationContext): Promise<Operation> {
    const { admission, metrics } = this.#options;
    try {
      const admitted = admission.admit(asked, await context.caller.principal());
      return { ...admitted, ...context };
    } catch (refusal) {
      metrics.countRequest(context.protocol, 'refused');
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
  stream(operation: Operation): AsyncIterableIterator<StreamEvent> {
    const { engine, metrics } = this.#options;
    const { caller, protocol } = operation;
    try {
      const events = engine.subscribe({ ...operation, principal: () => caller.principal() });
      metrics.countRequest(protocol, 'ok');
      return new OperationStream(events, metrics.openStream(protocol));
    } catch (refusal) {
      metrics.countRequest(protocol, 'refused');
      throw refusal;
    }
  }

  async #execute(operation: Operation): Promise<HubResult> {
    const { admission, engine, metrics } = this.#options;
    // A mutation once begun is brought to its end, whoever has left meanwhile.
    const signal = operation.type === 'mutation' ? undefined : operation.signal;
    const principal = await operation.caller.principal();
    const result = admission.told(await engine.execute({ ...operation, signal, principal }), operation, principal);
    metrics.countRequest(operation.protocol, outcomeOf(result));
    return result;
  }
}

const outcomeOf = ({ errors }: HubResult) => (errors?.length ? 'errors' : 'ok');
