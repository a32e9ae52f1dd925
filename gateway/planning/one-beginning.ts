import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import { mergeCalls } from './merge-calls.ts';
import type { Owners } from './owners.ts';

export type RootNode = NonNullable<QueryPlan['node']>;

/** Beginning (Anfang): the one call that a mutation happens by or a stream is opened by, and what is read from its answer. */
interface Beginning {
  readonly call: FetchNode;
  readonly rest: readonly PlanNode[];
}

/** Undefined when a plan does not begin with one call to a root. */
export function beginningOf(node: RootNode): Beginning | undefined {
  if (node.kind === 'Subscription') return { call: node.primary, rest: node.rest ? [node.rest] : [] };
  if (node.kind === 'Fetch') return node.requires ? undefined : { call: node, rest: [] };
  if (node.kind !== 'Sequence') return undefined;
  const [first, ...others] = node.nodes;
  const beginning = first && beginningOf(first);
  return beginning && { ...beginning, rest: [...beginning.rest, ...others] };
}

/** A plan and what comes after it. */
export const followedBy = (node: RootNode, next: PlanNode): RootNode =>
  node.kind === 'Subscription'
    ? { ...node, rest: inSequence(node.rest ? [node.rest, next] : [next]) }
    : inSequence([node, next]);

/** Several plans for one root field as one that calls it once: what each of them reads afterwards, they read side by side. */
export function beginOnce(nodes: readonly RootNode[], rootType: string, owners: Owners): RootNode | undefined {
  const [first] = nodes;
  if (!first || nodes.length === 1) return first;
  const beginnings = nodes.map(beginningOf).filter((each) => each !== undefined);
  const call = mergeCalls(
    beginnings.map((each) => each.call),
    rootType,
    owners,
  );
  const rests = beginnings.flatMap(({ rest }) => (rest.length > 0 ? [inSequence(rest)] : []));
  const rest = rests.length > 0 ? inParallel(rests) : undefined;
  if (first.kind === 'Subscription') return { kind: 'Subscription', primary: call, rest };
  return rest ? inSequence([call, rest]) : call;
}

export const inSequence = (nodes: readonly PlanNode[]): PlanNode =>
  alone(nodes) ?? { kind: 'Sequence', nodes: [...nodes] };

export const inParallel = (nodes: readonly PlanNode[]): PlanNode =>
  alone(nodes) ?? { kind: 'Parallel', nodes: [...nodes] };

const alone = ([first, ...others]: readonly PlanNode[]): PlanNode | undefined =>
  others.length === 0 ? first : undefined;
