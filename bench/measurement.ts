/** One measurement (Messung), printed as one JSON line. */
export interface Measurement {
  readonly bench: string;
  readonly unit: string;
  readonly value: number;
  /** What `against` needs for the same; with it comes `ratio`, above 1 when we are better. */
  readonly baseline?: number;
  readonly against?: string;
  readonly ratio?: number;
  /** With a ratio the least ratio, else the greatest value. */
  readonly goal: number;
  /** How often it was measured; `value` is the median. */
  readonly runs: number;
}

/** What a `*.bench.ts` exports as `measure`: yields each measurement as soon as it is there; may leave out what nobody asked for. */
export type Measure = (isAsked: (name: string) => boolean) => AsyncGenerator<Measurement>;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const [low = Number.NaN, high = low] = sorted.length % 2 ? [sorted[middle]] : sorted.slice(middle - 1, middle + 1);
  return (low + high) / 2;
}

export interface Cost {
  readonly ms: number;
  /** Of all threads of this process. */
  readonly cpuMs: number;
}

/** What one call costs: the median of `runs` runs, each the mean of `calls` calls one after the other. */
export async function costOf(call: () => Promise<unknown>, { runs = 5, calls = 20 } = {}): Promise<Cost> {
  const costs: Cost[] = [];
  for (let run = 0; run < runs; run += 1) costs.push(await costOfRun(call, calls));
  return { ms: median(costs.map(({ ms }) => ms)), cpuMs: median(costs.map(({ cpuMs }) => cpuMs)) };
}

async function costOfRun(call: () => Promise<unknown>, calls: number): Promise<Cost> {
  const [startedAt, cpuBefore] = [performance.now(), process.cpuUsage()];
  for (let done = 0; done < calls; done += 1) await call();
  const { user, system } = process.cpuUsage(cpuBefore);
  return { ms: (performance.now() - startedAt) / calls, cpuMs: (user + system) / 1_000 / calls };
}

/** Two digits behind the point are as exact as a shared machine gets. */
export const rounded = (value: number): number => Math.round(value * 100) / 100;

/** Whether it is as good as it has to be. */
export const meetsGoal = ({ ratio, value, goal }: Measurement): boolean =>
  ratio === undefined ? value <= goal : ratio >= goal;

/** The line as it is printed, its keys always in this order. */
export const toLine = ({ bench, unit, value, baseline, against, ratio, goal, runs }: Measurement): string =>
  JSON.stringify({ bench, unit, value, baseline, against, ratio, goal, runs });
