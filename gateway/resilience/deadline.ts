/** Deadline (Frist) of one request: what is left of its time, shared out over the steps its plan still has to go. */
export class Deadline {
  readonly #endsAt: number;

  constructor(timeoutMs: number) {
    this.#endsAt = performance.now() + timeoutMs;
  }

  /** When a step must be over behind which so many follow, itself included; time that it leaves goes to those after it. */
  endFor(stages: number): number {
    const now = performance.now();
    return now + Math.max(0, this.#endsAt - now) / stages;
  }
}
