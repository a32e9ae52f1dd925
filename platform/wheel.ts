const GRAIN_MS = 100;

/** Somebody who wants to be woken. */
export interface Sleeper {
  wake(): void;
}

/** Where a sleeper stands, for `Wheel.cancel`. */
export type Slot = Set<Sleeper>;

/**
 * Wheel (Weckrad): one timer for all who want to be woken, up to a tenth of a second late. A timer of one's own costs 130 bytes
 * and a place in a heap of its own; a place here a pointer.
 */
export class Wheel {
  readonly #slots = new Map<number, Slot>();
  #next = 0;
  #timer: NodeJS.Timeout | undefined;

  /** Wakes once, unless cancelled before. */
  set(sleeper: Sleeper, afterMs: number): Slot {
    this.#start();
    const due = Math.max(this.#next, Math.ceil((performance.now() + afterMs) / GRAIN_MS));
    const slot = this.#slots.get(due) ?? new Set();
    this.#slots.set(due, slot.add(sleeper));
    return slot;
  }

  cancel(sleeper: Sleeper, slot: Slot | undefined): void {
    slot?.delete(sleeper);
  }

  /** Slots that were given up empty go when their time comes. */
  get size(): number {
    return this.#slots.size;
  }

  #start(): void {
    if (this.#timer) return;
    this.#next = Math.floor(performance.now() / GRAIN_MS) + 1;
    this.#timer = setInterval(() => this.#turn(), GRAIN_MS);
    this.#timer.unref();
  }

  #turn(): void {
    const now = Math.floor(performance.now() / GRAIN_MS);
    while (this.#next <= now) this.#wake(this.#next++);
    if (this.#slots.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #wake(time: number): void {
    const slot = this.#slots.get(time);
    this.#slots.delete(time);
    for (const sleeper of slot ?? []) sleeper.wake();
  }
}

/** The one of this process. */
export const wheel = new Wheel();
