import type { CompiledFetch, CompiledNode } from '../planning/plan-nodes.ts';

/** For each fetch of a plan how many stages there are from it to the end, itself included. */
type Stages = ReadonlyMap<CompiledFetch, number>;

const stagesByPlan = new WeakMap<CompiledNode, Stages>();

/** Deadline (Frist) of one request: what is left of its time, shared out over the stages its plan still has to go. */
export class Deadline {
  readonly #endsAt: number;
  readonly #stages: Stages | undefined;

  constructor(timeoutMs: number, plan: CompiledNode | undefined) {
    this.#endsAt = performance.now() + timeoutMs;
    this.#stages = plan && stagesOf(plan);
  }

  /** When a call of this fetch must be over, by `performance.now()`; time that it leaves goes to the stages after it. */
  endFor(fetch: CompiledFetch): number {
    const now = performance.now();
    return now + Math.max(0, this.#endsAt - now) / (this.#stages?.get(fetch) ?? 1);
  }
}

export function stagesOf(plan: CompiledNode): Stages {
  const known = stagesByPlan.get(plan);
  if (known) return known;
  const stages = new Map<CompiledFetch, number>();
  count(plan, 0, stages);
  stagesByPlan.set(plan, stages);
  return stages;
}

/** Adds the stages of a node behind which `after` others follow; answers how many there are from its beginning. */
function count(node: CompiledNode, after: number, stages: Map<CompiledFetch, number>): number {
  switch (node.kind) {
    case 'fetch':
      stages.set(node, after + 1);
      return after + 1;
    case 'flatten':
      return count(node.fetch, after, stages);
    case 'parallel':
      return Math.max(after, ...node.nodes.map((child) => count(child, after, stages)));
    case 'sequence':
      return node.nodes.reduceRight((behind, child) => count(child, behind, stages), after);
  }
}
