import { SECOND } from '../../platform/time.ts';

/** As long as nothing is known of a subgraph. */
const UNKNOWN_MS = 2 * SECOND;
const TIMES = 4;
const HALF_LIFE_MS = 30 * SECOND;

/**
 * Patience (Geduld): how long a read waits for a subgraph. Several times what its slowest answers lately took, so that one
 * that hangs does not hold everybody, and one that is always slow still answers.
 */
export class Patience {
  #slowestMs: number | undefined;
  #at = 0;

  constructor(
    private readonly leastMs: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  get ms(): number {
    return Math.max(this.leastMs, this.#slowestMs === undefined ? UNKNOWN_MS : TIMES * this.#faded());
  }

  /** An answer came, perhaps too late for whoever asked. */
  learn(tookMs: number): void {
    this.#slowestMs = Math.max(tookMs, this.#faded());
    this.#at = this.now();
  }

  #faded(): number {
    return (this.#slowestMs ?? 0) * 0.5 ** ((this.now() - this.#at) / HALF_LIFE_MS);
  }
}
