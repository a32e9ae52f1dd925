/** Ten calls earn a retry, so that retries stay a tenth of the calls however many fail. */
const COST = 10;
const MOST = 100;

/** Retry budget (Vorrat an Wiederholungen) of one subgraph: a subgraph in trouble is not run over by second attempts. */
export class RetryBudget {
  #left = COST;

  earn(): void {
    this.#left = Math.min(MOST, this.#left + 1);
  }

  /** Whether one more attempt may be made; takes it from what is left. */
  spend(): boolean {
    if (this.#left < COST) return false;
    this.#left -= COST;
    return true;
  }
}
