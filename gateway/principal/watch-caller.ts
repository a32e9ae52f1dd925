import { UnauthenticatedError } from '../../platform/errors/index.ts';
import { SECOND } from '../../platform/time.ts';
import type { Caller } from './callers.ts';

/** With an answer at most 1 s old, a right taken away is noticed within 5 s even where nothing happens. */
const RECHECK_MS = 3 * SECOND;

/**
 * Calls `onEnd` once, when the caller's token ends or is no longer good; what else has changed hears whoever listens to the
 * caller. Returns what stops watching.
 */
export function watchCaller(caller: Caller, onEnd: () => void): () => void {
  if (!caller.expiresAt) return () => {};
  const end = () => {
    stop();
    onEnd();
  };
  const isGone = (error: unknown) => error instanceof UnauthenticatedError;
  const recheck = () => void caller.recheck().catch((error) => isGone(error) && end());
  const expiry = setTimeout(end, Math.max(0, caller.expiresAt.getTime() - Date.now()));
  const pulse = setInterval(recheck, RECHECK_MS);
  const stop = () => {
    clearTimeout(expiry);
    clearInterval(pulse);
  };
  return stop;
}
