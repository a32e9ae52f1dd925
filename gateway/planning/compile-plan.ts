import type { FetchNode, PlanNode, QueryPlan, SubscriptionNode } from '@apollo/query-planner';
import { invariant } from '../../platform/errors/index.ts';
import { type CompileContext, compileFetch } from './compile-fetch.ts';
import { KnownTypes } from './known-types.ts';
import { mergeSteps, type PlainStep } from './merge-steps.ts';
import type { CompiledPlan } from './plan-nodes.ts';

export interface PlanContext extends Omit<CompileContext, 'types'> {
  /** Undefined where some fields of the operation are planned by nobody: then types must be told to find out where. */
  readonly rootType: string | undefined;
}

/** Turns a planner's plan into what the executor runs. */
export function compilePlan({ node }: QueryPlan, { schema, requiredFields, rootType }: PlanContext): CompiledPlan {
  if (!node) return { steps: [] };
  const types = new KnownTypes(schema, rewrites(node) ? undefined : rootType);
  const context = { schema, requiredFields, types };
  if (node.kind !== 'Subscription') return { steps: mergeSteps(toSteps(node, context)) };
  const primary = compileFetch(node.primary, [], context);
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
        return addFetch(node, [], after);
      case 'Flatten':
        invariant(node.node.kind === 'Fetch', 'a Flatten holds a Fetch');
        return addFetch(node.node, node.path.map(String), after);
      default:
        // Conditions are settled before planning and @defer is not planned, so the planner has no reason to make these.
        throw new Error(`The engine cannot run a plan node of kind ${node.kind}.`);
    }
  }

  function addFetch(node: FetchNode, path: readonly string[], after: readonly number[]): number[] {
    const { subgraph, calls } = compileFetch(node, path, context);
    return calls.map((call) => steps.push({ subgraph, call, path, after }) - 1);
  }
}

/** Whether a plan changes names or types on the way: then objects do not always say, or are, what stands in its documents. */
function rewrites(node: PlanNode | SubscriptionNode): boolean {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return node.nodes.some(rewrites);
    case 'Flatten':
      return rewrites(node.node);
    case 'Subscription':
      return rewrites(node.primary) || (node.rest !== undefined && rewrites(node.rest));
    case 'Fetch':
      return [node.inputRewrites, node.outputRewrites, node.contextRewrites].some((list) => (list?.length ?? 0) > 0);
    default:
      return true;
  }
}
