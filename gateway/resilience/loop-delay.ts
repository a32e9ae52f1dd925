/** Weight of the newest sample: one long pause alone says little. */
const NEWEST = 0.3;

/** Event-loop delay (Verzug): how much later than asked the loop comes round, smoothed. */
export class LoopDelay {
  #ms = 0;
  #last = performance.now();
  readonly #timer: NodeJS.Timeout;

  constructor(everyMs: number) {
    this.#timer = setInterval(() => {
      const now = performance.now();
      const lateMs = Math.max(0, now - this.#last - everyMs);
      this.#last = now;
      this.#ms += NEWEST * (lateMs - this.#ms);
    }, everyMs);
    this.#timer.unref();
  }

  get ms(): number {
    return this.#ms;
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
