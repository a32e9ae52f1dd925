import { type DocumentNode, Kind, type SelectionSetNode } from 'graphql';
import type { ReservedNames } from './private-names.ts';
import { applications, contextArguments, fieldedTypes, parseFieldSet } from './supergraph-document.ts';

/** Every field name that a fetch may add by itself: parts of keys, of `@requires` and of `@fromContext` selections. */
export function readReservedNames(supergraph: DocumentNode): ReservedNames {
  const names = new Set<string>(['__typename', '_entities']);
  for (const type of fieldedTypes(supergraph)) {
    for (const { key } of applications(type, 'join__type')) addFieldSet(key, names);
    for (const field of type.fields ?? []) {
      for (const join of applications(field, 'join__field')) {
        addFieldSet(join.requires, names);
        for (const argument of contextArguments(join)) addFieldSet(argument.selection, names);
      }
    }
  }
  return names;
}

function addFieldSet(text: unknown, names: Set<string>): void {
  if (typeof text === 'string') addNames(parseFieldSet(text), names);
}

function addNames(set: SelectionSetNode, names: Set<string>): void {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) names.add(selection.name.value);
    if (selection.kind !== Kind.FRAGMENT_SPREAD && selection.selectionSet) addNames(selection.selectionSet, names);
  }
}
