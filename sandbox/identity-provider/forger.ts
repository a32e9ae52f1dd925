import type { FaultBook } from '../faults/fault-book.ts';
import type { Jwk } from './sign-jwt.ts';

/** What a forged answer is made from. */
export interface Forger {
  readonly faults: FaultBook;
  readonly key: Jwk;
  /** The ID token given before, for whoever sends it again. */
  lastToken: string;
}
