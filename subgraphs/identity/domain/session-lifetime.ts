import { HOUR, MINUTE } from '../../../platform/time.ts';
import type { TrustLevelName } from '../../../platform/visa/index.ts';

/** How long a sign-in stands at most, by its level. Source: TR-03160-1 as quoted in the BundID FAQ, 7.5.3. */
const MAX_MS: Readonly<Record<TrustLevelName, number>> = {
  BASIC: 12 * HOUR,
  SUBSTANTIAL: 2 * HOUR,
  HIGH: 30 * MINUTE,
};

export const sessionEnd = (level: TrustLevelName, now: Date): Date => new Date(now.getTime() + MAX_MS[level]);
