import type { PlanNode, QueryPlan } from '@apollo/query-planner';
import { invariant } from '../../platform/errors/index.ts';
import { type CompileContext, compileFetch } from './compile-fetch.ts';
import type { CompiledNode, CompiledPlan } from './plan-nodes.ts';

/** Turns a planner's plan into what the executor walks. */
export function compilePlan({ node }: QueryPlan, context: CompileContext): CompiledPlan {
  if (!node) return {};
  if (node.kind !== 'Subscription') return { root: compileNode(node, context) };
  return {
    primary: compileFetch(node.primary, context),
    root: node.rest && compileNode(node.rest, context),
  };
}

function compileNode(node: PlanNode, context: CompileContext): CompiledNode {
  switch (node.kind) {
    case 'Sequence':
      return { kind: 'sequence', nodes: node.nodes.map((child) => compileNode(child, context)) };
    case 'Parallel':
      return { kind: 'parallel', nodes: node.nodes.map((child) => compileNode(child, context)) };
    case 'Fetch':
      return compileFetch(node, context);
    case 'Flatten': {
      invariant(node.node.kind === 'Fetch', 'a Flatten holds a Fetch');
      return { kind: 'flatten', path: node.path.map(String), fetch: compileFetch(node.node, context) };
    }
    default:
      // Conditions are settled before planning and @defer is not planned, so the planner has no reason to make these.
      throw new Error(`The engine cannot run a plan node of kind ${node.kind}.`);
  }
}
