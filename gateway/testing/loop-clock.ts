const TICK_MS = 20;

/** Time as this process had it (Eigenzeit): how long it waited for its turn on a busy machine does not count. */
export class LoopClock {
  #ms = 0;
  #at = performance.now();
  readonly #ticking = setInterval(() => this.#tick(), TICK_MS);

  get ms(): number {
    return this.#ms;
  }

  stop(): void {
    clearInterval(this.#ticking);
  }

  #tick(): void {
    const now = performance.now();
    this.#ms += Math.min(now - this.#at, 2 * TICK_MS);
    this.#at = now;
  }
}
