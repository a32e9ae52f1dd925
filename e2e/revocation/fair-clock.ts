const TICK_MS = 50;
/** What passed beyond this between two ticks was somebody else's work on the machine. */
const MOST_MS = 150;

/** Counts the time in which this process could work: a busy machine is no right that lives on. */
export class FairClock {
  #now = 0;
  #last = performance.now();
  readonly #timer = setInterval(() => this.#tick(), TICK_MS);

  get now(): number {
    this.#tick();
    return this.#now;
  }

  /** Resolves when so much of it has passed. */
  async pass(ms: number): Promise<void> {
    const until = this.now + ms;
    while (this.now < until) await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    const now = performance.now();
    this.#now += Math.min(MOST_MS, now - this.#last);
    this.#last = now;
  }
}
