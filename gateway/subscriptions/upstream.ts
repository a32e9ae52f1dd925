import { OverloadedError, UnavailableError } from '../../platform/errors/index.ts';
import { Flow, readNext, type Taker } from '../../platform/flow.ts';
import type { SubgraphResponse } from '../transports/transport.ts';
import { isRefusal, isStoppage, isTransient } from './message.ts';
import type { StreamTiming } from './timing.ts';
import type { UpstreamRequest } from './upstream-request.ts';

/** An upstream that was asked for, and how it is ended. */
export interface OpenedUpstream {
  readonly messages: AsyncIterator<SubgraphResponse>;
  readonly request: UpstreamRequest;
}

export interface Opener {
  /** Opens the upstream after a cursor; asks for the principal anew, so it may refuse. */
  open(resumeAfter: string | undefined): Promise<OpenedUpstream>;
}

/**
 * Upstream (Zulauf) of one stream: opened when the first message is asked for, opened again from the last cursor whenever it
 * ends by itself (its visa is over, the subgraph restarts, the connection breaks). At most one message is asked for at a time.
 */
export class Upstream extends Flow<SubgraphResponse> {
  /** Continue after this place when opening again. */
  cursor: string | undefined;
  readonly #opener: Opener;
  readonly #timing: StreamTiming;
  #opening: Opening | undefined;
  #attempts = 0;
  #failingSince: number | undefined;
  #pause: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(opener: Opener, timing: StreamTiming, cursor?: string) {
    super();
    this.#opener = opener;
    this.#timing = timing;
    this.cursor = cursor;
  }

  /** Ends the upstream; the next message comes from a new one, opened after `cursor`. Also for whoever waits right now. */
  close(): void {
    this.#drop();
    if (this.isAwaited) this.pull();
  }

  stop(): void {
    this.#isStopped = true;
    this.#drop();
    this.finish();
  }

  /** Called by the opening that is the current one. */
  took(message: SubgraphResponse, opening: Opening): void {
    if (opening !== this.#opening) return;
    if (isStoppage(message)) this.#lost(false);
    else {
      this.#succeed();
      this.give(message);
    }
  }

  ended(opening: Opening): void {
    if (opening !== this.#opening) return;
    this.#lost(performance.now() - opening.openedAt >= this.#timing.healthyAfterMs);
  }

  /** A connection that broke while waiting is no answer to anybody: the next attempt will tell. */
  broke(reason: unknown, opening: Opening): void {
    if (opening !== this.#opening) return;
    if (isRefusal(reason) || this.#isGap(reason)) this.fail(reason);
    else this.#lost(false);
  }

  protected pull(): void {
    if (this.#isStopped) this.finish();
    else if (this.#opening) this.#opening.read();
    else void this.#open();
  }

  /** Messages were dropped, and there is no place to continue from: nobody shall believe that nothing is missing. */
  #isGap(thrown: unknown): boolean {
    return thrown instanceof OverloadedError && this.cursor === undefined;
  }

  async #open(): Promise<void> {
    clearTimeout(this.#pause);
    const opening = new Opening(this);
    this.#opening = opening;
    try {
      opening.begin(await this.#opener.open(this.cursor));
    } catch (thrown) {
      if (opening !== this.#opening) return;
      if (!isTransient(thrown)) return this.fail(thrown);
      return this.#lost(false);
    }
    if (opening !== this.#opening) opening.close();
    else if (this.isAwaited) opening.read();
  }

  #drop(): void {
    clearTimeout(this.#pause);
    const opening = this.#opening;
    this.#opening = undefined;
    opening?.close();
  }

  #succeed(): void {
    this.#attempts = 0;
    this.#failingSince = undefined;
  }

  #lost(wasHealthy: boolean): void {
    this.#drop();
    if (wasHealthy) this.#succeed();
    else {
      this.#attempts++;
      this.#failingSince ??= performance.now();
    }
    if (this.isAwaited) this.#openAgain();
  }

  /** At once the first time, then with growing, jittered pauses, so that a restarted subgraph is not run over. */
  #openAgain(): void {
    const { giveUpAfterMs, pauseMs, maxPauseMs } = this.#timing;
    const failingMs = performance.now() - (this.#failingSince ?? Number.POSITIVE_INFINITY);
    const longest = Math.min(maxPauseMs, pauseMs * 2 ** (this.#attempts - 2));
    if (failingMs >= giveUpAfterMs) this.fail(new UnavailableError());
    else if (this.#attempts <= 1) this.pull();
    else this.#pause = setTimeout(() => this.pull(), longest * (0.5 + Math.random() / 2));
  }
}

/** One opening of an upstream: what comes of it after its time is over concerns nobody. */
class Opening implements Taker<SubgraphResponse> {
  readonly #upstream: Upstream;
  #messages: AsyncIterator<SubgraphResponse> | undefined;
  #request: UpstreamRequest | undefined;
  openedAt = 0;

  constructor(upstream: Upstream) {
    this.#upstream = upstream;
  }

  begin({ messages, request }: OpenedUpstream): void {
    this.#messages = messages;
    // A flow hears `return` while it waits; whether it is the only one that needs the request is its own affair.
    if (!(messages instanceof Flow)) this.#request = request;
    this.openedAt = performance.now();
  }

  /** Nothing while it is being opened. */
  read(): void {
    if (this.#messages) readNext(this.#messages, this);
  }

  close(): void {
    this.#request?.abort();
    // Not awaited: an upstream that waits for its next event answers `return` only then, the signal ends it now.
    void this.#messages?.return?.()?.catch(() => {});
  }

  take(message: SubgraphResponse): void {
    this.#upstream.took(message, this);
  }

  end(): void {
    this.#upstream.ended(this);
  }

  fail(reason: unknown): void {
    this.#upstream.broke(reason, this);
  }
}
