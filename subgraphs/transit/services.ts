import type { Clock } from '../../platform/time.ts';

/** What resolvers and actions of transit find in their context. */
export interface TransitServices {
  /** The present moment, for boards that are asked for now. */
  readonly clock: Clock;
  /** How long a live board stands before it is looked at again, in milliseconds. */
  readonly boardIntervalMs: number;
}
