import type { GraphQLError } from 'graphql';
import { toGraphQLError, UnavailableError } from '../../platform/errors/index.ts';
import type { HubResult, RunningStream, StreamEvent, StreamRequest } from '../engine.ts';
import { completeRun, type Execution, internalVariables, newRun } from '../executor/execute-operation.ts';
import { takeRootAnswer } from '../executor/run-step.ts';
import { runSteps } from '../executor/run-steps.ts';
import { pickVariables } from '../executor/send.ts';
import type { SubgraphResponse } from '../transports/transport.ts';
import { cursorOf, isBookmark, isFinal, isTransient } from './message.ts';
import { primaryOf } from './primary.ts';
import type { StreamPlan } from './stream-plan.ts';
import type { StreamTiming } from './timing.ts';
import { Upstream } from './upstream.ts';

/** What of a request the stream needs once it is planned; not the document, which would hold on to its supergraph. */
export type StreamAsker = Pick<StreamRequest, 'principal' | 'requestId' | 'signal' | 'resumeAfter'>;

/**
 * Event stream (Ereignisstrom) to one client: each message of the upstream becomes one planned execution. Pull-based: the
 * next message is asked for only when the client took the previous one. `return` and the request's signal end it at once.
 */
export class EventStream implements RunningStream {
  readonly #asker: StreamAsker;
  readonly #upstream: Upstream;
  readonly #stop = () => this.#end();
  readonly #onEnd: (stream: EventStream) => void;
  #plan: StreamPlan;
  /** What the open upstream was asked for; undefined before the first. */
  #question: string | undefined;
  #isOver = false;
  #lastWord: GraphQLError | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    asker: StreamAsker,
    plan: StreamPlan,
    timing: StreamTiming,
    onEnd: (stream: EventStream) => void = () => {},
  ) {
    this.#asker = asker;
    this.#plan = plan;
    this.#onEnd = onEnd;
    this.#upstream = new Upstream((after, signal) => this.#open(after, signal), timing, asker.resumeAfter);
    asker.signal?.addEventListener('abort', this.#stop);
    if (asker.signal?.aborted) this.#end();
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

  /**
   * Goes on under another plan (the supergraph was swapped) or under the same one for a principal whose rights changed. The
   * upstream stays when it is asked for the same as before; otherwise it is opened again after the last cursor. Where nobody
   * can say at the moment, the next event or the end of the upstream's visa asks once more.
   */
  async replan(plan: StreamPlan = this.#plan): Promise<void> {
    this.#plan = plan;
    if (this.#question === undefined) return;
    try {
      const execution = await plan.plan(await this.#asker.principal());
      if (questionOf(execution) !== this.#question) this.#upstream.reopen();
    } catch (refusal) {
      if (!isTransient(refusal)) this.endWith(refusal);
    }
  }

  /** Ends it, with the reason as its last word. */
  endWith(reason: unknown): void {
    if (this.#isOver) return;
    this.#lastWord = toGraphQLError(reason, this.#plan.context.report);
    this.#end();
  }

  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#asker.signal?.removeEventListener('abort', this.#stop);
    this.#upstream.stop();
    this.#onEnd(this);
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
    } catch (thrown) {
      // Before anything was opened a refusal is thrown; later it is the stream's last word.
      if (this.#question === undefined) {
        this.#end();
        throw toGraphQLError(thrown, this.#plan.context.report);
      }
      this.endWith(thrown);
    }
    return this.#farewell();
  }

  #farewell(): IteratorResult<StreamEvent> {
    const error = this.#lastWord;
    this.#lastWord = undefined;
    return error ? { done: false, value: { result: { errors: [error] } } } : { done: true, value: undefined };
  }

  async #open(resumeAfter: string | undefined, signal: AbortSignal): Promise<AsyncIterator<SubgraphResponse>> {
    const execution = await this.#execution();
    const { subgraph, call } = primaryOf(execution);
    this.#question = questionOf(execution);
    const transport = this.#plan.context.transports.get(subgraph);
    if (!transport) throw new UnavailableError();
    return transport.subscribe({
      document: call.document,
      variables: pickVariables(call, internalVariables(execution.variables)),
      principal: execution.principal,
      requestId: this.#asker.requestId,
      signal,
      resumeAfter,
      startsNow: this.#plan.startsNow && resumeAfter === undefined,
    });
  }

  async #execution(): Promise<Execution> {
    const principal = await this.#asker.principal();
    return this.#plan.plan(principal);
  }

  /** Undefined: nothing for the client; the upstream goes on or is opened again. */
  async #toEvent(message: SubgraphResponse): Promise<StreamEvent | undefined> {
    const cursor = cursorOf(message) ?? this.#upstream.cursor;
    if (isBookmark(message)) return this.#moved(cursor);
    const execution = await this.#execution();
    if (questionOf(execution) !== this.#question) {
      // This event was asked for in other words, or under other rights. Ask again from the place before it, if there is one.
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
    const { context } = this.#plan;
    const run = newRun({ ...execution, signal: this.#asker.signal }, context);
    const { call } = primaryOf(execution);
    const part = { call, key: '', targets: [{ path: [], name: '', isSharable: false }] };
    takeRootAnswer(message, { part, owners: [[run.store]] }, run);
    if (isFinal(message)) return { errors: run.errors };
    const { plan } = execution.variant;
    if (plan) await runSteps(plan.steps, run);
    return completeRun(run, execution, context);
  }
}

/**
 * What an upstream is asked for: the document at its subgraph, and on whose behalf. A clerk who lost her office or an app that
 * lost a consent may keep the same fields, while the upstream's visa still speaks of what is gone.
 */
function questionOf(execution: Execution): string {
  const { subgraph, call } = primaryOf(execution);
  return JSON.stringify([subgraph, call.document, execution.principal]);
}
