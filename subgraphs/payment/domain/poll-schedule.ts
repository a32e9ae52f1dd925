import { DAY } from '../../../platform/time.ts';
import type { PaymentStateName } from './payment-state.ts';

/** How long a failed or canceled payment is looked at again: banks change their mind. */
export const WATCH_MS = 14 * DAY;

/** Looks at a payment that is under way: up to so many pauses after its start, one look every so many pauses. */
const OPEN_STEPS: readonly (readonly [until: number, every: number])[] = [
  [100, 1],
  [1_000, 5],
  [10_000, 40],
];
const OPEN_LATER = 600;

const CLOSED_STEPS: readonly (readonly [until: number, every: number])[] = [
  [200, 10],
  [2_000, 100],
];
const CLOSED_LATER = 1_200;

/**
 * Pause until the next look at a payment, or null when there is nothing left to see. Quick at first, then rarer; with the
 * default of 3 s: every 3 s for 5 minutes, 15 s for 50 minutes, 2 minutes for 8 hours, then every half hour.
 */
export function nextLookMs(state: PaymentStateName, sinceChangeMs: number, pollMs: number): number | null {
  if (state === 'PAID' || state === 'QUARANTINED') return null;
  if (state === 'CREATED' || state === 'STARTED') return stepFor(OPEN_STEPS, OPEN_LATER, sinceChangeMs, pollMs);
  return sinceChangeMs > WATCH_MS ? null : stepFor(CLOSED_STEPS, CLOSED_LATER, sinceChangeMs, pollMs);
}

function stepFor(steps: typeof OPEN_STEPS, later: number, sinceChangeMs: number, pollMs: number): number {
  const step = steps.find(([until]) => sinceChangeMs < until * pollMs);
  return (step?.[1] ?? later) * pollMs;
}
