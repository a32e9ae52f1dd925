const EVERY_MS = 500;
const WORK_MS = 20;

/**
 * How much longer work takes than on a machine of its own (Verlangsamung), because others use it as well: a little work now and then, its time
 * on the clock against the time the processor gave it. Limits in seconds are multiplied by it.
 */
export class Slowness {
  readonly #seen = [measure()];
  readonly #measuring = setInterval(() => this.#seen.push(measure()), EVERY_MS);

  /** Ends the measuring; the median, 1 on a quiet machine. */
  stop(): number {
    clearInterval(this.#measuring);
    return this.#seen.sort((a, b) => a - b)[this.#seen.length >> 1] ?? 1;
  }
}

function measure(): number {
  const [startedAt, before] = [performance.now(), process.cpuUsage()];
  while (performance.now() - startedAt < WORK_MS);
  const { user, system } = process.cpuUsage(before);
  return Math.max(1, ((performance.now() - startedAt) * 1_000) / (user + system));
}
