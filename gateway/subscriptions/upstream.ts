import { OverloadedError, UnavailableError } from '../../platform/errors/index.ts';
import { LinkedAbort } from '../../platform/linked-abort.ts';
import type { SubgraphResponse } from '../transports/transport.ts';
import { isRefusal, isStoppage, isTransient } from './message.ts';
import type { StreamTiming } from './timing.ts';

/** Opens the upstream after a cursor; asks for the principal anew, so it may refuse. */
export type OpenUpstream = (
  resumeAfter: string | undefined,
  signal: AbortSignal,
) => Promise<AsyncIterator<SubgraphResponse>>;

/**
 * Upstream (Zulauf) of one stream: opened when the first message is asked for, opened again from the last cursor whenever it
 * ends by itself (its visa is over, the subgraph restarts, the connection breaks). At most one message is asked for at a time.
 */
export class Upstream {
  /** Continue after this place when opening again. */
  cursor: string | undefined;
  readonly #openUpstream: OpenUpstream;
  readonly #timing: StreamTiming;
  #current: AsyncIterator<SubgraphResponse> | undefined;
  #abort = new LinkedAbort();
  #openedAt = 0;
  #attempts = 0;
  #failingSince: number | undefined;
  #isStopped = false;
  #wake: () => void = () => {};

  constructor(openUpstream: OpenUpstream, timing: StreamTiming, cursor?: string) {
    this.#openUpstream = openUpstream;
    this.#timing = timing;
    this.cursor = cursor;
  }

  /** The next message; undefined once stopped. Throws when opening is refused, and `UNAVAILABLE` when it gives up. */
  async next(): Promise<SubgraphResponse | undefined> {
    while (!this.#isStopped) {
      const message = await this.#tryNext();
      if (message) return message;
      if (!this.#isStopped) await this.#pause();
    }
    return undefined;
  }

  /** Ends the upstream; the next message comes from a new one, opened after `cursor`. */
  close(): void {
    this.#abort.abort();
    // Not awaited: an upstream that waits for its next event answers `return` only then, the signal ends it now.
    void this.#current?.return?.()?.catch(() => {});
    this.#current = undefined;
    this.#abort = new LinkedAbort();
  }

  /** As `close`, also for whoever waits for a message of the old one right now. */
  reopen(): void {
    this.close();
    this.#wake();
  }

  stop(): void {
    this.#isStopped = true;
    this.close();
    this.#wake();
  }

  async #tryNext(): Promise<SubgraphResponse | undefined> {
    if (!this.#current && !(await this.#open())) return undefined;
    const step = await this.#step();
    if (!step) return undefined;
    if (!step.done && !isStoppage(step.value)) return this.#succeed(step.value);
    this.#end(step.done === true && performance.now() - this.#openedAt >= this.#timing.healthyAfterMs);
    return undefined;
  }

  /** A connection that broke while waiting is no answer to anybody: the next attempt will tell. */
  async #step(): Promise<IteratorResult<SubgraphResponse> | undefined> {
    try {
      return await this.#unlessStopped(this.#current?.next());
    } catch (thrown) {
      if (isRefusal(thrown) || this.#isGap(thrown)) throw thrown;
      this.#end(false);
      return undefined;
    }
  }

  /** Messages were dropped, and there is no place to continue from: nobody shall believe that nothing is missing. */
  #isGap(thrown: unknown): boolean {
    return thrown instanceof OverloadedError && this.cursor === undefined;
  }

  async #open(): Promise<boolean> {
    try {
      this.#current = await this.#unlessStopped(this.#openUpstream(this.cursor, this.#abort.signal));
      this.#openedAt = performance.now();
      return this.#current !== undefined;
    } catch (thrown) {
      if (!isTransient(thrown)) throw thrown;
      this.#end(false);
      return false;
    }
  }

  #succeed(message: SubgraphResponse): SubgraphResponse {
    this.#attempts = 0;
    this.#failingSince = undefined;
    return message;
  }

  #end(wasHealthy: boolean): void {
    this.close();
    if (wasHealthy) {
      this.#attempts = 0;
      this.#failingSince = undefined;
      return;
    }
    this.#attempts++;
    this.#failingSince ??= performance.now();
  }

  /** At once the first time, then with growing, jittered pauses, so that a restarted subgraph is not run over. */
  async #pause(): Promise<void> {
    const { giveUpAfterMs, pauseMs, maxPauseMs } = this.#timing;
    if (this.#failingSince !== undefined && performance.now() - this.#failingSince >= giveUpAfterMs) {
      throw new UnavailableError();
    }
    if (this.#attempts <= 1) return;
    const longest = Math.min(maxPauseMs, pauseMs * 2 ** (this.#attempts - 2));
    let timer: NodeJS.Timeout | undefined;
    await this.#unlessStopped(
      new Promise<void>((resolve) => {
        timer = setTimeout(resolve, longest * (0.5 + Math.random() / 2));
      }),
    );
    clearTimeout(timer);
  }

  /** A promise of its own per wait; racing one long-lived promise would collect handlers for as long as the stream lives. */
  #unlessStopped<T>(promise: Promise<T> | undefined): Promise<T | undefined> {
    return new Promise((resolve, reject) => {
      if (this.#isStopped || !promise) return resolve(undefined);
      this.#wake = () => resolve(undefined);
      promise.then(resolve, reject);
    });
  }
}
