import type { Trace } from '../../platform/telemetry/index.ts';

/** What is noted about one request while it runs: its span, if it is traced, and where its time went. */
export class RequestWatch {
  readonly startedAt = performance.now();
  readonly #spentMs = new Map<string, number>();

  constructor(readonly trace?: Trace) {}

  get ms(): number {
    return performance.now() - this.startedAt;
  }

  /** Time spent in calls to each subgraph, side by side or one after the other. */
  get spentMs(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#spentMs].map(([name, ms]) => [name, Math.round(ms)]));
  }

  called(subgraph: string, ms: number): void {
    this.#spentMs.set(subgraph, (this.#spentMs.get(subgraph) ?? 0) + ms);
  }
}
