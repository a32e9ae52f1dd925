import { MINUTE, SECOND } from '../../platform/time.ts';

/** How a stream holds on to its upstream. */
export interface StreamTiming {
  /** An upstream that was open this long and then ended in order did its work; its end is no failure. */
  readonly healthyAfterMs: number;
  /** First pause between two attempts; doubles up to `maxPauseMs`, with jitter. The first attempt follows at once. */
  readonly pauseMs: number;
  readonly maxPauseMs: number;
  /** Without any success for this long, the stream ends with `UNAVAILABLE`. */
  readonly giveUpAfterMs: number;
}

export const STREAM_TIMING: StreamTiming = Object.freeze({
  healthyAfterMs: 1 * SECOND,
  pauseMs: 50,
  maxPauseMs: 2 * SECOND,
  giveUpAfterMs: 1 * MINUTE,
});
