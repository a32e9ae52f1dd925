import { isDeepStrictEqual } from 'node:util';
import type { GraphQLError } from 'graphql';
import { toGraphQLError, UnavailableError } from '../../platform/errors/index.ts';
import { Flow, type Taker } from '../../platform/flow.ts';
import type { Principal } from '../../platform/visa/index.ts';
import type { HubResult, RunningStream, StreamEvent, StreamRequest } from '../engine.ts';
import { completeRun, type Execution, internalVariables, newRun } from '../executor/execute-operation.ts';
import { takeRootAnswer } from '../executor/run-step.ts';
import { runSteps } from '../executor/run-steps.ts';
import { pickVariables } from '../executor/send.ts';
import type { CompiledCall } from '../planning/plan-nodes.ts';
import type { SubgraphResponse } from '../transports/transport.ts';
import { cursorOf, isBookmark, isFinal, isTransient } from './message.ts';
import { primaryOf } from './primary.ts';
import type { StreamPlan } from './stream-plan.ts';
import type { StreamTiming } from './timing.ts';
import { type OpenedUpstream, type Opener, Upstream } from './upstream.ts';
import { UpstreamRequest } from './upstream-request.ts';

/** What of a request the stream needs once it is planned; not the document, which would hold on to its supergraph. */
export type StreamAsker = Pick<StreamRequest, 'principal' | 'requestId' | 'signal' | 'resumeAfter'>;

/**
 * What an upstream is asked for: the document at its subgraph, and on whose behalf. A clerk who lost her office or an app that
 * lost a consent may keep the same fields, while the upstream's visa still speaks of what is gone.
 */
interface Question {
  readonly subgraph: string;
  readonly document: string;
  readonly principal: Principal;
}

/**
 * Event stream (Ereignisstrom) to one client: each message of the upstream becomes one planned execution. Pull-based: the
 * next message is asked for only when the client took the previous one. `return` and the request's signal end it at once.
 */
export class EventStream<Asker extends StreamAsker = StreamAsker>
  extends Flow<StreamEvent>
  implements RunningStream, Opener, Taker<SubgraphResponse>
{
  readonly asker: Asker;
  readonly #upstream: Upstream;
  readonly #onEnd: (stream: EventStream<Asker>) => void;
  #plan: StreamPlan;
  /** What the open upstream was asked for; undefined before the first. */
  #question: Question | undefined;
  #isOver = false;
  #lastWord: GraphQLError | undefined;

  constructor(
    asker: Asker,
    plan: StreamPlan,
    timing: StreamTiming,
    onEnd: (stream: EventStream<Asker>) => void = () => {},
  ) {
    super();
    this.asker = asker;
    this.#plan = plan;
    this.#onEnd = onEnd;
    this.#upstream = new Upstream(this, timing, asker.resumeAfter);
    asker.signal?.addEventListener('abort', () => void this.return(), { once: true });
    if (asker.signal?.aborted) this.stop();
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
      if (!this.#isAsked(await this.#execution())) this.#upstream.close();
    } catch (refusal) {
      if (!isTransient(refusal)) this.endWith(refusal);
    }
  }

  /** Ends it, with the reason as its last word. */
  endWith(reason: unknown): void {
    if (this.#isOver) return;
    this.#lastWord = toGraphQLError(reason, this.#plan.context.report);
    this.stop();
    if (this.isAwaited) this.#sayFarewell();
  }

  take(message: SubgraphResponse): void {
    void this.#take(message);
  }

  /** The upstream ends when it is stopped, and not by itself. */
  end(): void {
    if (this.isAwaited) this.#sayFarewell();
  }

  /** Before anything was opened a refusal is thrown; later it is the stream's last word. */
  override fail(thrown: unknown): void {
    if (this.#question === undefined) {
      super.fail(toGraphQLError(thrown, this.#plan.context.report));
      this.stop();
    } else this.endWith(thrown);
  }

  protected pull(): void {
    if (this.#isOver) this.#sayFarewell();
    else this.#upstream.read(this);
  }

  protected stop(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#upstream.stop();
    this.#onEnd(this);
  }

  async #take(message: SubgraphResponse): Promise<void> {
    try {
      const event = await this.#toEvent(message);
      if (this.#isOver || !event) return this.isAwaited ? this.pull() : undefined;
      if (isFinal(message)) this.stop();
      this.give(event);
    } catch (thrown) {
      this.fail(thrown);
    }
  }

  #sayFarewell(): void {
    const error = this.#lastWord;
    this.#lastWord = undefined;
    if (error) this.give({ result: { errors: [error] } });
    else this.finish();
  }

  /** Opens its upstream. */
  async open(resumeAfter: string | undefined): Promise<OpenedUpstream> {
    const execution = await this.#execution();
    const { subgraph, call } = primaryOf(execution);
    this.#question = questionOf(execution);
    const transport = this.#plan.context.transports.get(subgraph);
    if (!transport) throw new UnavailableError();
    const { principal } = execution;
    const { requestId } = this.asker;
    const startsNow = this.#plan.startsNow && resumeAfter === undefined;
    const asked = { document: call.document, variables: variablesFor(call, execution) };
    const request = new UpstreamRequest({ ...asked, principal, requestId, resumeAfter, startsNow }, this);
    return { request, messages: transport.subscribe(request) };
  }

  /** The visa of the upstream ends: who asks the same as before needs no other upstream. */
  async renew(): Promise<Principal | undefined> {
    if (this.#isOver) return undefined;
    const execution = await this.#execution();
    return this.#isAsked(execution) ? execution.principal : undefined;
  }

  async #execution(): Promise<Execution> {
    return this.#plan.plan(await this.asker.principal(), this.asker);
  }

  #isAsked(execution: Execution): boolean {
    return this.#question !== undefined && isSame(questionOf(execution), this.#question);
  }

  /** Undefined: nothing for the client; the upstream goes on or is opened again. */
  async #toEvent(message: SubgraphResponse): Promise<StreamEvent | undefined> {
    const cursor = cursorOf(message) ?? this.#upstream.cursor;
    if (isBookmark(message)) return this.#moved(cursor);
    const execution = await this.#execution();
    if (!this.#isAsked(execution)) {
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
    const run = newRun(execution, context);
    const { call } = primaryOf(execution);
    const part = { call, key: '', targets: [{ path: [] }] };
    takeRootAnswer(message, { part, owners: [[run.store]] }, run);
    if (isFinal(message)) return { errors: run.errors };
    const { plan } = execution.variant;
    if (plan) await runSteps(plan.steps, run);
    return completeRun(run, execution, context);
  }
}

const questionOf = (execution: Execution): Question => {
  const { subgraph, call } = primaryOf(execution);
  return { subgraph, document: call.document, principal: execution.principal };
};

/** The person is the same object as long as identity says the same of her. */
const isSame = (one: Question, other: Question): boolean =>
  one.document === other.document &&
  one.subgraph === other.subgraph &&
  (one.principal === other.principal || isDeepStrictEqual(one.principal, other.principal));

const variablesFor = (call: CompiledCall, { variables }: Execution) =>
  call.variables.length > 0 ? pickVariables(call, internalVariables(variables)) : undefined;
