import { SECOND } from '../../platform/time.ts';

export type BreakerState = 'closed' | 'half-open' | 'open';
type Now = () => number;

/** Failures in a row that open it. */
const IN_A_ROW = 5;
/** Or this share of the calls of a window, from so many calls on. */
const SHARE = 0.5;
const ENOUGH_CALLS = 20;
const WINDOW_MS = 10 * SECOND;
const FIRST_PAUSE_MS = 1 * SECOND;
const LONGEST_PAUSE_MS = 5 * SECOND;

/**
 * Circuit breaker (Sicherung) of one subgraph: after failures no calls at all, then one call as a trial. While the trial runs
 * the others are refused at once; nobody waits behind it.
 */
export class Breaker {
  #state: BreakerState = 'closed';
  #inARow = 0;
  #window = { begunAt: 0, calls: 0, failures: 0 };
  #openedAt = 0;
  #pauseMs = FIRST_PAUSE_MS;

  constructor(
    private readonly onChange: (state: BreakerState) => void = () => {},
    private readonly now: Now = () => performance.now(),
  ) {}

  get state(): BreakerState {
    return this.#state;
  }

  /** Whether a call may go; every call let in must be answered by `succeed`, `fail` or `forget`. */
  admit(): boolean {
    if (this.#state === 'closed') return true;
    if (this.#state === 'half-open' || this.now() - this.#openedAt < this.#pauseMs) return false;
    this.#change('half-open');
    return true;
  }

  succeed(): void {
    this.#inARow = 0;
    this.#count(0);
    // What began before the breaker opened says nothing about now.
    if (this.#state !== 'half-open') return;
    this.#pauseMs = FIRST_PAUSE_MS;
    this.#window = { begunAt: this.now(), calls: 0, failures: 0 };
    this.#change('closed');
  }

  fail(): void {
    this.#inARow++;
    this.#count(1);
    if (this.#state === 'open') return;
    if (this.#state === 'half-open') this.#pauseMs = Math.min(LONGEST_PAUSE_MS, this.#pauseMs * 2);
    else if (this.#inARow < IN_A_ROW && !this.#isMostlyFailing()) return;
    this.#openedAt = this.now();
    this.#change('open');
  }

  /** The caller left before there was an answer: a trial that was none. */
  forget(): void {
    if (this.#state === 'half-open') this.#change('open');
  }

  #count(failures: number): void {
    if (this.now() - this.#window.begunAt > WINDOW_MS) this.#window = { begunAt: this.now(), calls: 0, failures: 0 };
    this.#window.calls++;
    this.#window.failures += failures;
  }

  #isMostlyFailing(): boolean {
    const { calls, failures } = this.#window;
    return calls >= ENOUGH_CALLS && failures >= SHARE * calls;
  }

  #change(state: BreakerState): void {
    this.#state = state;
    this.onChange(state);
  }
}
