import { type FieldNode, Kind, type SelectionSetNode } from 'graphql';

export const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/** Asks nothing but whether an object is there, and of which type. */
export const ONLY_TYPENAME: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: [TYPENAME] };

/** The response key of a field. */
export const keyOf = ({ alias, name }: Pick<FieldNode, 'alias' | 'name'>): string => (alias ?? name).value;

/** The fields of a set, inline fragments opened. */
export const fieldsOf = ({ selections }: SelectionSetNode): FieldNode[] =>
  selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    return selection.kind === Kind.INLINE_FRAGMENT ? fieldsOf(selection.selectionSet) : [];
  });
