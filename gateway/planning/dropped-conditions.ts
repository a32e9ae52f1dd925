import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import {
  type FieldNode,
  type InlineFragmentNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
  type VariableDefinitionNode,
  visit,
} from 'graphql';
import type { Owners } from './owners.ts';
import { fieldsOf, keyOf, TYPENAME } from './selections.ts';

/** A field on the way to a leaf, and the conditions between it and the field above. */
interface Step {
  readonly conditions: readonly InlineFragmentNode[];
  readonly field: FieldNode;
}

/**
 * Planner fault 11: where objects can be had from several subgraphs and a condition can hold in some of them only, the
 * planner leaves it out, even if it asks one in which it holds. The cure: whoever brings the objects is asked for what the
 * condition guards, too. Nobody else is: objects without a key have one origin, and lists from two cannot be told apart.
 * Whether the plan is now good, its trace tells. Undefined when there is nothing to put back.
 */
export function withDroppedConditions(
  plan: QueryPlan,
  operation: OperationDefinitionNode,
  leaves: ReadonlySet<FieldNode>,
  owners: Owners,
): QueryPlan | undefined {
  const { node } = plan;
  const filler = new Filler(waysTo(operation.selectionSet, leaves).filter(isConcrete(owners)), operation);
  if (!node) return undefined;
  const filled =
    node.kind === 'Subscription'
      ? { ...node, primary: filler.fetch(node.primary, []), rest: node.rest && filler.node(node.rest) }
      : filler.node(node);
  return filler.isChanged ? { ...plan, node: filled } : undefined;
}

/** A subgraph may not know an interface that another one put on its types. */
const isConcrete = (owners: Owners) => (way: readonly Step[]) =>
  way.every(({ conditions }) =>
    conditions.every(({ typeCondition }) => !typeCondition || !owners.isAbstract(typeCondition.name.value)),
  );

class Filler {
  isChanged = false;
  readonly #ways: Set<readonly Step[]>;
  readonly #variables: readonly VariableDefinitionNode[];

  constructor(ways: readonly (readonly Step[])[], { variableDefinitions }: OperationDefinitionNode) {
    this.#ways = new Set(ways);
    this.#variables = variableDefinitions ?? [];
  }

  node(node: PlanNode): PlanNode {
    if (node.kind === 'Sequence' || node.kind === 'Parallel')
      return { ...node, nodes: node.nodes.map((child) => this.node(child)) };
    if (node.kind === 'Fetch') return this.fetch(node, []);
    if (node.kind !== 'Flatten' || node.node.kind !== 'Fetch') return node;
    return { ...node, node: this.fetch(node.node, node.path.map(String)) };
  }

  fetch(fetch: FetchNode, path: readonly string[]): FetchNode {
    const keys = path.filter((key) => key !== '@');
    const before = parse(fetch.operation, { noLocation: true }).definitions[0] as OperationDefinitionNode;
    let operation = before;
    for (const way of this.#ways) {
      if (keys.some((key, at) => !way[at] || keyOf(way[at].field) !== key)) continue;
      const below = way.slice(keys.length);
      const selectionSet = fetch.requires
        ? inEntities(operation.selectionSet, below)
        : inSet(operation.selectionSet, below);
      if (!selectionSet) continue;
      operation = { ...operation, selectionSet };
      this.#ways.delete(way);
    }
    if (operation === before) return fetch;
    this.isChanged = true;
    return { ...fetch, ...this.#withVariables(operation) };
  }

  #withVariables(operation: OperationDefinitionNode): Pick<FetchNode, 'operation' | 'variableUsages'> {
    const used = new Set<string>();
    visit(operation.selectionSet, { Variable: ({ name }) => void used.add(name.value) });
    const own = operation.variableDefinitions ?? [];
    const isOwn = (name: string) => own.some(({ variable }) => variable.name.value === name);
    const added = this.#variables.filter(({ variable: { name } }) => used.has(name.value) && !isOwn(name.value));
    return {
      operation: print({ ...operation, variableDefinitions: [...own, ...added] }),
      variableUsages: [...used].filter((name) => name !== 'representations'),
    };
  }
}

function inEntities(set: SelectionSetNode, way: readonly Step[]): SelectionSetNode | undefined {
  const [entities] = set.selections;
  if (entities?.kind !== Kind.FIELD || !entities.selectionSet) return undefined;
  const selectionSet = inSet(entities.selectionSet, way);
  return selectionSet && { ...set, selections: [{ ...entities, selectionSet }] };
}

/** A condition goes where all above it is asked already, and only if nothing there has the name of what it guards. */
function inSet(set: SelectionSetNode, way: readonly Step[], isBelowField = false): SelectionSetNode | undefined {
  const [step, ...rest] = way;
  if (!step) return undefined;
  const known = fieldsOf(set).find((field) => keyOf(field) === keyOf(step.field));
  if (known) {
    const below = known.selectionSet && inSet(known.selectionSet, rest, true);
    return below && visit(set, { Field: (field) => (field === known ? { ...field, selectionSet: below } : undefined) });
  }
  if (!isBelowField || step.conditions.length === 0) return undefined;
  return { ...set, selections: [...set.selections, toSelection(way)] };
}

function toSelection([step, ...rest]: readonly Step[]): SelectionNode {
  const { field, conditions } = step as Step;
  const selected = rest.length > 0 ? { ...field, selectionSet: setOf(TYPENAME, toSelection(rest)) } : field;
  return conditions.reduceRight<SelectionNode>((inner, each) => ({ ...each, selectionSet: setOf(inner) }), selected);
}

function waysTo(
  { selections }: SelectionSetNode,
  leaves: ReadonlySet<FieldNode>,
  above: readonly Step[] = [],
  conditions: readonly InlineFragmentNode[] = [],
): (readonly Step[])[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    if (selection.kind === Kind.INLINE_FRAGMENT)
      return waysTo(selection.selectionSet, leaves, above, [...conditions, selection]);
    const way = [...above, { conditions, field: selection }];
    if (selection.selectionSet) return waysTo(selection.selectionSet, leaves, way);
    return leaves.has(selection) ? [way] : [];
  });
}

const setOf = (...selections: SelectionNode[]): SelectionSetNode => ({ kind: Kind.SELECTION_SET, selections });
