/** Random decisions (Zufall) that follow from one number, so that it alone repeats a failure. `size` bounds what is made. */
export class Random {
  readonly size: number;
  #state: number;

  constructor(seed: number, size: number) {
    this.#state = seed;
    this.size = size;
  }

  below(count: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % count;
  }

  between(least: number, most: number): number {
    return least + this.below(Math.max(1, Math.min(most, this.size) - least + 1));
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)] as Item;
  }

  /** Some of them, in their order, at least `least`. */
  some<Item>(items: readonly Item[], least = 0): Item[] {
    const chosen = items.filter(() => this.chance(50));
    return chosen.length >= least ? chosen : items.slice(0, least);
  }
}
