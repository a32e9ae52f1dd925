import type { FetchNode, PlanNode, QueryPlan, QueryPlanSelectionNode } from '@apollo/query-planner';
import type { Owners } from './owners.ts';

/**
 * Planner fault 8: where a selection for one type meets one for all types of an interface object, a plan may take the key
 * from the one and the required field for all of them. The others would travel without a key. The cure: such a fetch names
 * the types that have one.
 */
export function namesKeyedTypes(plan: QueryPlan, owners: Owners): QueryPlan {
  const { node } = plan;
  if (!node) return plan;
  if (node.kind !== 'Subscription') return { ...plan, node: correct(node, owners) };
  return { ...plan, node: { ...node, rest: node.rest && correct(node.rest, owners) } };
}

function correct(node: PlanNode, owners: Owners): PlanNode {
  if (node.kind === 'Sequence' || node.kind === 'Parallel')
    return { ...node, nodes: node.nodes.map((child) => correct(child, owners)) };
  if (node.kind === 'Flatten') return { ...node, node: correct(node.node, owners) };
  return node.kind === 'Fetch' && node.requires ? correctFetch(node, node.requires, owners) : node;
}

function correctFetch(node: FetchNode, requires: QueryPlanSelectionNode[], owners: Owners): FetchNode {
  const types = new Set(requires.flatMap((each) => [...typesOf(each, owners)]));
  const keyless = [...types].filter((type) => !hasKey(type, node.serviceName, requires, owners));
  if (keyless.length === 0 || keyless.length === types.size) return node;
  const keyed = requires.flatMap((each) =>
    [...typesOf(each, owners)]
      .filter((type) => !keyless.includes(type))
      .map((typeCondition): QueryPlanSelectionNode => ({ ...each, typeCondition }) as QueryPlanSelectionNode),
  );
  return { ...node, requires: keyed };
}

const typesOf = (selection: QueryPlanSelectionNode, owners: Owners): ReadonlySet<string> =>
  selection.kind === 'InlineFragment' && selection.typeCondition ? owners.possible(selection.typeCondition) : new Set();

function hasKey(type: string, subgraph: string, requires: readonly QueryPlanSelectionNode[], owners: Owners): boolean {
  const names = new Set(
    requires
      .filter((each) => typesOf(each, owners).has(type))
      .flatMap((each) => (each.kind === 'InlineFragment' ? each.selections : []))
      .flatMap((each) => (each.kind === 'Field' ? [each.name] : [])),
  );
  return owners.keysIn(subgraph, type).some((key) => key.every((name) => names.has(name)));
}
