import { type FieldNode, Kind, type SelectionSetNode } from 'graphql';
import { leavesOf } from './open-fragments.ts';
import type { Owners } from './owners.ts';
import type { TracedPlace } from './traced-place.ts';

/** The leaves of an operation that a plan brings not, or not for every type that may stand there. */
export function missingLeaves(set: SelectionSetNode, root: TracedPlace, owners: Owners): Set<FieldNode> {
  const missing = new Set<FieldNode>();
  const expect = (selections: SelectionSetNode, place: TracedPlace | undefined, types: ReadonlySet<string>): void => {
    for (const selection of selections.selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) continue;
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const possible = selection.typeCondition && owners.possible(selection.typeCondition.name.value);
        const some = possible ? new Set([...types].filter((type) => possible.has(type))) : types;
        const isKnown = some.size === types.size || [...some].every((type) => place?.isNamed(type));
        if (isKnown) expect(selection.selectionSet, place, some);
        else for (const leaf of leavesOf(selection.selectionSet)) missing.add(leaf);
      } else for (const type of types) expectField(selection, place, type);
    }
  };
  const expectField = (field: FieldNode, place: TracedPlace | undefined, type: string): void => {
    if (field.name.value === '__typename') {
      if (place && !place.isNamed(type)) missing.add(field);
      return;
    }
    const below = place?.get(field.alias?.value ?? field.name.value, type);
    if (!below) for (const leaf of field.selectionSet ? leavesOf(field.selectionSet) : [field]) missing.add(leaf);
    else if (field.selectionSet) expect(field.selectionSet, below, below.possible);
  };
  expect(set, root, root.possible);
  return missing;
}
