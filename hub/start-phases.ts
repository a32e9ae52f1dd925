/** How long the parts of a start took (Startzeiten), one after the other, in milliseconds; the first begins with the process. */
export class StartPhases {
  readonly #ms: Record<string, number> = {};
  #endedAt = 0;

  /** Ends the phase that began where the last one ended. */
  end(phase: string): void {
    const now = performance.now();
    this.#ms[phase] = Math.round(now - this.#endedAt);
    this.#endedAt = now;
  }

  get all(): Readonly<Record<string, number>> {
    return this.#ms;
  }
}
