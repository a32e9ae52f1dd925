import { setTimeout as pause } from 'node:timers/promises';
import { UnavailableError } from '../../platform/errors/index.ts';
import { Gone } from '../../platform/gone.ts';
import { MILLISECOND } from '../../platform/time.ts';
import type { SubgraphRequest, SubgraphResponse, Transport } from '../transports/transport.ts';
import { Breaker, type BreakerState } from './breaker.ts';
import { Patience } from './patience.ts';
import { RetryBudget } from './retry-budget.ts';
import { after, afterPatience } from './wait.ts';

const RETRY_PAUSE_MS = 30 * MILLISECOND;

/** Why a call was not made or not waited for. */
export type Given = 'refused' | 'impatient' | 'retried';

export interface ResilientCallsOptions {
  readonly timeoutMs: number;
  readonly patienceMs: number;
  readonly onBreaker?: (subgraph: string, state: BreakerState) => void;
  readonly onGiven?: (subgraph: string, what: Given) => void;
}

/** Nobody waits for this answer any more, though it may still come. */
class ImpatientError extends UnavailableError {}

/** Calls to one subgraph under a breaker, with patience and a budget for second attempts. Mutations are sent once, always. */
export class ResilientCalls {
  readonly #breaker: Breaker;
  readonly #patience: Patience;
  readonly #budget = new RetryBudget();

  constructor(
    private readonly transport: Transport,
    private readonly options: ResilientCallsOptions,
  ) {
    this.#breaker = new Breaker((state) => options.onBreaker?.(transport.name, state));
    this.#patience = new Patience(options.patienceMs);
  }

  get state(): BreakerState {
    return this.#breaker.state;
  }

  async execute(request: SubgraphRequest): Promise<SubgraphResponse> {
    const isRead = !isMutation(request.document);
    this.#budget.earn();
    try {
      return await this.#attempt(request, isRead);
    } catch (failure) {
      if (!isRead || !this.#mayRetry(failure, request)) throw failure;
      this.#tell('retried');
      await pause(RETRY_PAUSE_MS * (0.5 + Math.random()));
      if (request.signal?.aborted) throw failure;
      return this.#attempt(request, isRead);
    }
  }

  /** Only what failed fast: a slow subgraph gets no second call on top, and an open breaker stays respected. */
  #mayRetry(failure: unknown, { signal }: SubgraphRequest): boolean {
    const isTransient = failure instanceof UnavailableError && !(failure instanceof ImpatientError);
    return isTransient && !signal?.aborted && this.#breaker.state === 'closed' && this.#budget.spend();
  }

  #attempt(request: SubgraphRequest, isRead: boolean): Promise<SubgraphResponse> {
    if (!this.#breaker.admit()) {
      this.#tell('refused');
      throw new UnavailableError();
    }
    const { timeoutMs } = this.options;
    const leftMs = request.endsAt === undefined ? timeoutMs : Math.max(1, request.endsAt - performance.now());
    // A mutation may have happened although nobody heard of it: it gets all the time there is.
    const cutMs = isRead ? Math.min(timeoutMs, leftMs) : leftMs;
    return this.#call(request, isRead ? Math.min(cutMs, this.#patience.ms) : cutMs, cutMs);
  }

  /** Waits `waitMs` for an answer and cuts the call off at `cutMs`: what comes in between teaches patience. */
  #call(request: SubgraphRequest, waitMs: number, cutMs: number): Promise<SubgraphResponse> {
    const startedAt = performance.now();
    const cut = new Gone();
    const stop = () => cut.abort();
    return new Promise((resolve, reject) => {
      let isOver = false;
      let cancel = afterPatience(waitMs, () => {
        cancel = after(cutMs - waitMs, stop);
        settle(() => this.#breaker.fail());
        this.#tell('impatient');
        reject(new ImpatientError());
      });
      const settle = (judge: () => void) => {
        if (!isOver) judge();
        isOver = true;
      };
      const end = () => {
        cancel();
        request.signal?.removeEventListener('abort', stop);
      };
      request.signal?.addEventListener('abort', stop, { once: true });
      if (request.signal?.aborted) stop();
      this.transport.execute({ ...request, signal: cut }).then(
        (response) => {
          end();
          this.#patience.learn(performance.now() - startedAt);
          settle(() => this.#breaker.succeed());
          resolve(response);
        },
        (failure) => {
          end();
          settle(() => this.#judge(failure, request));
          reject(failure);
        },
      );
    });
  }

  #judge(failure: unknown, { signal }: SubgraphRequest): void {
    if (signal?.aborted || !(failure instanceof UnavailableError)) this.#breaker.forget();
    else this.#breaker.fail();
  }

  #tell(what: Given): void {
    this.options.onGiven?.(this.transport.name, what);
  }
}

/** Plans print the keyword of everything but queries. */
const isMutation = (document: string): boolean => document.startsWith('mutation');
