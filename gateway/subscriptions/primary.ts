import { invariant } from '../../platform/errors/index.ts';
import type { Execution } from '../executor/execute-operation.ts';
import type { CompiledCall } from '../planning/plan-nodes.ts';

/** The fetch that is the subscription itself: its document goes to `subgraph`, its answers are the events. */
export function primaryOf({ variant }: Execution): { subgraph: string; call: CompiledCall } {
  const primary = variant.plan?.primary;
  const call = primary?.calls[0];
  invariant(primary && call, 'a planned subscription has a primary fetch');
  return { subgraph: primary.subgraph, call };
}
