import { UnauthenticatedError } from '../../platform/errors/index.ts';
import { SECOND } from '../../platform/time.ts';
import { type Sleeper, type Slot, wheel } from '../../platform/wheel.ts';
import type { Caller } from './callers.ts';

/** With an answer at most 1 s old, a right taken away is noticed within 5 s even where nothing happens. */
const RECHECK_MS = 3 * SECOND;

/** Holds something open on a caller's behalf. */
export interface Holder {
  /** The caller is gone. */
  lose(): void;
}

/**
 * Watch over a caller (Aufsicht): tells the holder once, when the caller's token ends or is no longer good; what else has
 * changed hears whoever listens to the caller.
 */
export class CallerWatch implements Sleeper {
  readonly #caller: Caller;
  readonly #expiresAt: number;
  readonly #holder: Holder;
  #slot: Slot | undefined;

  /** Nobody's right ends. */
  static of(caller: Caller, holder: Holder): CallerWatch | undefined {
    return caller.expiresAt && new CallerWatch(caller, caller.expiresAt, holder);
  }

  private constructor(caller: Caller, expiresAt: Date, holder: Holder) {
    this.#caller = caller;
    this.#expiresAt = Math.floor(expiresAt.getTime() / SECOND);
    this.#holder = holder;
    this.#sleep();
  }

  stop(): void {
    wheel.cancel(this, this.#slot);
    this.#slot = undefined;
  }

  wake(): void {
    if (this.#leftMs() <= 0) this.#end();
    else {
      this.#sleep();
      this.#caller.recheck().catch((error) => error instanceof UnauthenticatedError && this.#end());
    }
  }

  #leftMs(): number {
    return this.#expiresAt * SECOND - Date.now();
  }

  #sleep(): void {
    this.#slot = wheel.set(this, Math.min(RECHECK_MS, Math.max(0, this.#leftMs())));
  }

  #end(): void {
    if (!this.#slot) return;
    this.stop();
    this.#holder.lose();
  }
}

/** Watches a caller; returns what stops it. */
export function watchCaller(caller: Caller, onEnd: () => void): () => void {
  const watch = CallerWatch.of(caller, { lose: onEnd });
  return () => watch?.stop();
}
