import { MILLISECOND } from '../../platform/time.ts';

/** Time the event loop took for itself is nobody else's delay: answers may lie in the socket already. */
const LATE_MS = 25 * MILLISECOND;
const LONGEST_GRACE_MS = 1_000 * MILLISECOND;

/** Calls back after a time, unless cancelled by the returned function; a loop that was held up waits once more. */
export function afterPatience(ms: number, callback: () => void): () => void {
  const startedAt = performance.now();
  let cancel = after(ms, () => {
    const lateMs = performance.now() - startedAt - ms;
    if (lateMs < LATE_MS) callback();
    else cancel = after(Math.min(lateMs, LONGEST_GRACE_MS), callback);
  });
  return () => cancel();
}

/** Calls back after a time, at once when there is none; the process need not stay for it. */
export function after(ms: number, callback: () => void): () => void {
  if (ms <= 0) {
    callback();
    return () => {};
  }
  const timer = setTimeout(callback, ms).unref();
  return () => clearTimeout(timer);
}
