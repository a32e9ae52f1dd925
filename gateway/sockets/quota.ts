/** Quota (Kontingent): counts what is open at once by its holder. */
export class Quota {
  readonly #open = new Map<string, number>();

  constructor(private readonly most: number) {}

  enter(holder: string): void {
    this.#open.set(holder, (this.#open.get(holder) ?? 0) + 1);
  }

  /** Once for each `enter`. */
  leave(holder: string): void {
    const left = (this.#open.get(holder) ?? 1) - 1;
    if (left > 0) this.#open.set(holder, left);
    else this.#open.delete(holder);
  }

  isOver(holder: string): boolean {
    return (this.#open.get(holder) ?? 0) > this.most;
  }
}
