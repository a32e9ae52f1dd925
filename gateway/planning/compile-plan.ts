import type { PlanNode, QueryPlan } from '@apollo/query-planner';
import { invariant } from '../../platform/errors/index.ts';
import { type CompileContext, compileFetch } from './compile-fetch.ts';
import { mergeSteps, type PlainStep } from './merge-steps.ts';
import type { CompiledFetch, CompiledPlan } from './plan-nodes.ts';

/** Turns a planner's plan into what the executor runs. */
export function compilePlan({ node }: QueryPlan, context: CompileContext): CompiledPlan {
  if (!node) return { steps: [] };
  if (node.kind !== 'Subscription') return { steps: mergeSteps(toSteps(node, context)) };
  const primary = compileFetch(node.primary, context);
  return { primary, steps: mergeSteps(node.rest ? toSteps(node.rest, context) : [], primary.calls) };
}

/** The plan's tree as a list: a Sequence makes each child wait for the one before, children of a Parallel wait for nobody more. */
function toSteps(root: PlanNode, context: CompileContext): PlainStep[] {
  const steps: PlainStep[] = [];
  add(root, []);
  return steps;

  /** Adds what a node does after those steps; answers which steps end it. */
  function add(node: PlanNode, after: readonly number[]): readonly number[] {
    switch (node.kind) {
      case 'Sequence':
        return node.nodes.reduce((before, child) => add(child, before), after);
      case 'Parallel':
        return [...new Set(node.nodes.flatMap((child) => add(child, after)))];
      case 'Fetch':
        return addFetch(compileFetch(node, context), [], after);
      case 'Flatten':
        invariant(node.node.kind === 'Fetch', 'a Flatten holds a Fetch');
        return addFetch(compileFetch(node.node, context), node.path.map(String), after);
      default:
        // Conditions are settled before planning and @defer is not planned, so the planner has no reason to make these.
        throw new Error(`The engine cannot run a plan node of kind ${node.kind}.`);
    }
  }

  function addFetch({ subgraph, calls }: CompiledFetch, path: readonly string[], after: readonly number[]): number[] {
    return calls.map((call) => steps.push({ subgraph, call, path, after }) - 1);
  }
}
