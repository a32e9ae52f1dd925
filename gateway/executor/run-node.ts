import type { CompiledNode } from '../planning/plan-nodes.ts';
import { runFetch } from './fetch.ts';
import type { Run } from './run.ts';

/** Walks a compiled plan. */
export async function runNode(node: CompiledNode, run: Run): Promise<void> {
  switch (node.kind) {
    case 'fetch':
      return runFetch(node, [], run);
    case 'flatten':
      return runFetch(node.fetch, node.path, run);
    case 'sequence':
      for (const child of node.nodes) await runNode(child, run);
      return;
    case 'parallel':
      // Start every fetch before awaiting one: children of a Parallel node never depend on each other.
      await Promise.all(node.nodes.map((child) => runNode(child, run)));
      return;
  }
}
