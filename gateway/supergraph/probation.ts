import { MINUTE } from '../../platform/time.ts';
import type { HubResult } from '../engine.ts';

/** So long a new supergraph is watched. */
const WATCHED_MS = 1 * MINUTE;
/** Fewer failures than these say nothing. */
const LEAST_FAILURES = 10;
/** More failures than usual by this share of all answers: the supergraph is to blame. */
const WORSE_BY = 0.25;

/** What a supergraph that does not fit its subgraphs looks like: they do not know what they are asked. */
const SIGNS = new Set(['GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_PARSE_FAILED', 'INTERNAL', 'UNPLANNABLE_OPERATION']);

/** Probation (Bewährung): whether a supergraph, taken a moment ago, makes answers fail that did not fail before. */
export class Probation {
  readonly #until = performance.now() + WATCHED_MS;
  #answers = 0;
  #failures = 0;

  /** `usual` is the share of failures under the supergraph before; undefined: there was none, and nothing to return to. */
  constructor(private readonly usual?: number) {}

  get failureShare(): number {
    return this.#answers === 0 ? 0 : this.#failures / this.#answers;
  }

  /** Counts an answer; true when this supergraph has failed its probation. */
  fails({ errors }: HubResult, now = performance.now()): boolean {
    this.#answers++;
    if (!errors?.some(({ extensions }) => SIGNS.has(String(extensions.code)))) return false;
    this.#failures++;
    if (this.usual === undefined || now > this.#until) return false;
    return this.#failures >= LEAST_FAILURES && this.failureShare - this.usual > WORSE_BY;
  }
}
