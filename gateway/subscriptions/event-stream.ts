import { toGraphQLError, UnavailableError } from '../../platform/errors/index.ts';
import type { Principal } from '../../platform/visa/index.ts';
import type { HubResult, StreamEvent, StreamRequest } from '../engine.ts';
import {
  completeRun,
  type Execution,
  type ExecutionContext,
  internalVariables,
  newRun,
} from '../executor/execute-operation.ts';
import { pickVariables, takeRootAnswer } from '../executor/fetch.ts';
import { runNode } from '../executor/run-node.ts';
import type { SubgraphResponse } from '../transports/transport.ts';
import { cursorOf, isBookmark, isFinal } from './message.ts';
import { primaryOf } from './primary.ts';
import type { StreamTiming } from './timing.ts';
import { Upstream } from './upstream.ts';

export interface StreamOptions {
  readonly request: StreamRequest;
  /** Judges the principal and plans for what it may see; throws when the root field is withheld. */
  readonly plan: (principal: Principal) => Execution;
  readonly context: ExecutionContext;
  readonly timing: StreamTiming;
}

/**
 * Event stream (Ereignisstrom) to one client: each message of the upstream becomes one planned execution. Pull-based: the
 * next message is asked for only when the client took the previous one. `return` and the request's signal end it at once.
 */
export class EventStream implements AsyncIterableIterator<StreamEvent> {
  readonly #options: StreamOptions;
  readonly #upstream: Upstream;
  readonly #stop = () => this.#end();
  #rightsKey = '';
  #hasStarted = false;
  #isOver = false;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: StreamOptions) {
    this.#options = options;
    this.#upstream = new Upstream(
      (after, signal) => this.#open(after, signal),
      options.timing,
      options.request.resumeAfter,
    );
    options.request.signal?.addEventListener('abort', this.#stop);
    if (options.request.signal?.aborted) this.#end();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<StreamEvent>> {
    const turn = this.#turn.then(() => this.#next());
    this.#turn = turn.catch(() => {});
    return turn;
  }

  async return(): Promise<IteratorResult<StreamEvent>> {
    this.#end();
    return { done: true, value: undefined };
  }

  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#options.request.signal?.removeEventListener('abort', this.#stop);
    this.#upstream.stop();
  }

  async #next(): Promise<IteratorResult<StreamEvent>> {
    try {
      while (!this.#isOver) {
        const message = await this.#upstream.next();
        const event = message && (await this.#toEvent(message));
        if (!message || this.#isOver || !event) continue;
        if (isFinal(message)) this.#end();
        return { done: false, value: event };
      }
      return { done: true, value: undefined };
    } catch (thrown) {
      return this.#refuse(thrown);
    }
  }

  /** Before anything was opened a refusal is thrown; later it is the stream's last word. */
  #refuse(thrown: unknown): IteratorResult<StreamEvent> {
    const isOver = this.#isOver;
    this.#end();
    if (isOver) return { done: true, value: undefined };
    const error = toGraphQLError(thrown, this.#options.context.report);
    if (!this.#hasStarted) throw error;
    return { done: false, value: { result: { errors: [error] } } };
  }

  async #open(resumeAfter: string | undefined, signal: AbortSignal): Promise<AsyncIterator<SubgraphResponse>> {
    const { request, plan, context } = this.#options;
    const execution = plan(await request.principal());
    const { subgraph, call } = primaryOf(execution);
    this.#rightsKey = rightsKeyOf(execution);
    this.#hasStarted = true;
    const transport = context.transports.get(subgraph);
    if (!transport) throw new UnavailableError();
    return transport.subscribe({
      document: call.document,
      variables: pickVariables(call, internalVariables(execution.variables)),
      principal: execution.principal,
      requestId: request.requestId,
      signal,
      resumeAfter,
    });
  }

  /** Undefined: nothing for the client; the upstream goes on or is opened again. */
  async #toEvent(message: SubgraphResponse): Promise<StreamEvent | undefined> {
    const cursor = cursorOf(message) ?? this.#upstream.cursor;
    if (isBookmark(message)) return this.#moved(cursor);
    const { request, plan } = this.#options;
    const execution = plan(await request.principal());
    if (rightsKeyOf(execution) !== this.#rightsKey) {
      // Rights changed: this event was asked for under the old ones. Ask again from the place before it, if there is one.
      this.#upstream.close();
      if (this.#upstream.cursor !== undefined) return undefined;
    }
    const result = await this.#execute(message, execution);
    this.#upstream.cursor = cursor;
    return { result, cursor };
  }

  #moved(cursor: string | undefined): StreamEvent | undefined {
    this.#upstream.cursor = cursor;
    return cursor === undefined ? undefined : { cursor };
  }

  async #execute(message: SubgraphResponse, execution: Execution): Promise<HubResult> {
    const { context, request } = this.#options;
    const run = newRun({ ...execution, signal: request.signal }, context);
    const { call } = primaryOf(execution);
    takeRootAnswer(message, { call, path: [], owners: [[{ object: run.store, steps: [] }]] }, run);
    if (isFinal(message)) return { errors: run.errors };
    const { plan } = execution.variant;
    if (plan?.root) await runNode(plan.root, run);
    return completeRun(run, execution, context);
  }
}

/**
 * What an open upstream was judged by: which fields are seen, and whose rows. A clerk who lost her office keeps her scopes,
 * so that the same fields are planned for her, while the upstream's visa still speaks of the office.
 */
const rightsKeyOf = ({ variant, principal: { kind, citizenId, parties, offices, client } }: Execution): string =>
  JSON.stringify([variant.key, kind, citizenId, parties, offices, client]);
