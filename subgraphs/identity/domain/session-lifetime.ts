import { HOUR, MINUTE, SECOND } from '../../../platform/time.ts';
import type { TrustLevelName } from '../../../platform/visa/index.ts';

/** How long a sign-in stands at most, by its level. Source: TR-03160-1 as quoted in the BundID FAQ, 7.5.3. */
const MAX_MS: Readonly<Record<TrustLevelName, number>> = {
  BASIC: 12 * HOUR,
  SUBSTANTIAL: 2 * HOUR,
  HIGH: 30 * MINUTE,
};

export const sessionEnd = (level: TrustLevelName, now: Date): Date => new Date(now.getTime() + MAX_MS[level]);

/** How old a sign-in may be that changes how she signs in, here and at a provider. */
export const FRESH_SECONDS = 300;

/** Fresh sign-in (frische Anmeldung): whoever sits down at an open browser later has none. */
export const isFresh = (createdAt: Date, now: Date): boolean =>
  now.getTime() - createdAt.getTime() < FRESH_SECONDS * SECOND;
