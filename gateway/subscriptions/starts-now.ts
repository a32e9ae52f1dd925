import { type FieldNode, type GraphQLArgument, Kind, type SelectionSetNode, type ValueNode } from 'graphql';
import type { StoreObject } from '../executor/store.ts';
import { isMetaField } from '../planning/field-definition.ts';
import type { OperationParts } from '../planning/operation-parts.ts';

/**
 * Whether a subscription begins now: its field can continue `after` a cursor, and this one does not ask to. What cannot
 * continue may begin with a picture of its own, so there it is not known.
 */
export function startsNow(parts: OperationParts, variables: StoreObject): boolean {
  const field = rootField(parts.definition.selectionSet, parts);
  const definition = field && parts.rootType.getFields()[field.name.value];
  if (!definition?.args.some(({ name }: GraphQLArgument) => name === 'after')) return false;
  const given = field?.arguments?.find(({ name }) => name.value === 'after');
  return !given || isNothing(given.value, variables);
}

const isNothing = (value: ValueNode, variables: StoreObject): boolean =>
  value.kind === Kind.NULL || (value.kind === Kind.VARIABLE && (variables[value.name.value] ?? null) === null);

function rootField(set: SelectionSetNode, parts: OperationParts): FieldNode | undefined {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) {
      if (!isMetaField(selection.name.value)) return selection;
      continue;
    }
    const inner =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection.selectionSet
        : parts.fragments.get(selection.name.value)?.selectionSet;
    const found = inner && rootField(inner, parts);
    if (found) return found;
  }
  return undefined;
}
