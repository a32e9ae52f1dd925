import { MINUTE, SECOND } from '../../../../../platform/time.ts';

/** So long a sign-in counts as fresh: whoever sits down at an open browser later must not change how she signs in. */
const FRESH_MS = 5 * MINUTE;
export const FRESH_SECONDS = FRESH_MS / SECOND;

export const isFresh = (signedInAt: Date, now: Date): boolean => now.getTime() - signedInAt.getTime() < FRESH_MS;
