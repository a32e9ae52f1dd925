import {
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { fieldsOf, keyOf } from './selections.ts';

/** Beyond this many selections nobody unfolds an operation; doubled fragments could make it grow without end. */
const MAX_SELECTIONS = 5_000;

/** The operation with its named fragments written out, each field a node of its own; undefined when that grows too large. */
export function openFragments(document: DocumentNode): OperationDefinitionNode | undefined {
  const fragments = new Map(
    document.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
    ),
  );
  let left = MAX_SELECTIONS;
  const openSet = ({ selections }: SelectionSetNode): SelectionSetNode => ({
    kind: Kind.SELECTION_SET,
    selections: selections.flatMap(open),
  });
  const open = (selection: SelectionNode): SelectionNode[] => {
    if (--left < 0) return [];
    if (selection.kind !== Kind.FRAGMENT_SPREAD)
      return [
        {
          ...selection,
          ...(selection.selectionSet && { selectionSet: openSet(selection.selectionSet) }),
        } as SelectionNode,
      ];
    const fragment = fragments.get(selection.name.value);
    if (!fragment) return [];
    const { typeCondition } = fragment;
    return [
      {
        kind: Kind.INLINE_FRAGMENT,
        typeCondition,
        directives: selection.directives,
        selectionSet: openSet(fragment.selectionSet),
      },
    ];
  };
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  const opened = operation && { ...operation, selectionSet: openSet(operation.selectionSet) };
  return left < 0 ? undefined : opened;
}

/** The fields without a selection of their own. */
export const leavesOf = (set: SelectionSetNode): FieldNode[] =>
  set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    if (selection.selectionSet) return leavesOf(selection.selectionSet);
    return selection.kind === Kind.FIELD ? [selection] : [];
  });

/** The operation with only these leaves and what leads to them. */
export function onlyLeaves(
  operation: OperationDefinitionNode,
  leaves: ReadonlySet<FieldNode>,
): OperationDefinitionNode {
  const prune = (set: SelectionSetNode): SelectionSetNode => ({
    kind: Kind.SELECTION_SET,
    selections: set.selections.flatMap((selection): SelectionNode[] => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
      if (!selection.selectionSet) return selection.kind === Kind.FIELD && leaves.has(selection) ? [selection] : [];
      const selectionSet = prune(selection.selectionSet);
      return selectionSet.selections.length > 0 ? [{ ...selection, selectionSet }] : [];
    }),
  });
  return { ...operation, selectionSet: prune(operation.selectionSet) };
}

/** One operation for each response key at the root of one with open fragments, in the order of the answer. */
export function rootFields(operation: OperationDefinitionNode): OperationDefinitionNode[] {
  const fields = fieldsOf(operation.selectionSet).filter(({ name }) => name.value !== '__typename');
  const byKey = Map.groupBy(fields, keyOf);
  return [...byKey.values()].map((selections) => ({
    ...operation,
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  }));
}
