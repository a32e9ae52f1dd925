import { type EventLoopUtilization, performance as measured } from 'node:perf_hooks';
import { MILLISECOND } from '../../platform/time.ts';

const EVERY_MS = 50 * MILLISECOND;
/** How fast older readings fade. */
const FADE_MS = 500 * MILLISECOND;
const BUSY = 0.9;

/** Pace (Takt) of this process: how much of its time the event loop works, and how many pieces of work it finishes a second. */
export class Pace {
  #finished = 0;
  #perSecond = 0;
  #utilization = 0;
  #last: EventLoopUtilization = measured.eventLoopUtilization();
  #at = performance.now();
  readonly #timer = setInterval(() => this.#read(), EVERY_MS).unref();

  /** One piece of work is done. */
  finish(): void {
    this.#finished++;
  }

  get isBusy(): boolean {
    return this.#utilization > BUSY;
  }

  get perSecond(): number {
    return this.#perSecond;
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #read(): void {
    const now = performance.now();
    const elapsedMs = Math.max(1, now - this.#at);
    const reading = measured.eventLoopUtilization();
    const { utilization } = measured.eventLoopUtilization(reading, this.#last);
    const weight = 1 - Math.exp(-elapsedMs / FADE_MS);
    this.#perSecond += weight * ((this.#finished * 1_000) / elapsedMs - this.#perSecond);
    this.#utilization += weight * (utilization - this.#utilization);
    this.#finished = 0;
    this.#at = now;
    this.#last = reading;
  }
}
