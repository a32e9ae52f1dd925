import { type DocumentNode, Kind, type SelectionSetNode } from 'graphql';
import { isMetaField } from './field-definition.ts';
import type { CompiledPlan } from './plan-nodes.ts';

/**
 * Planner fault 2: a root field that no subgraph can answer is silently left out of the plan. Tells whether every root
 * field of the internal operation is delivered by some fetch at the root.
 */
export function coversRoot({ steps, primary }: CompiledPlan, operation: DocumentNode): boolean {
  const calls = [...steps.flatMap(({ parts }) => parts.map(({ call }) => call)), ...(primary?.calls ?? [])];
  const covered = new Set(calls.flatMap(({ representation, outputs }) => (representation ? [] : outputs)));
  return [...rootKeys(operation)].every((key) => covered.has(key));
}

/** Response keys at the root of an operation, introspection aside. */
function rootKeys(operation: DocumentNode): Set<string> {
  const keys = new Set<string>();
  const visited = new Set<string>();
  const collect = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        if (!isMetaField(selection.name.value)) keys.add(selection.alias?.value ?? selection.name.value);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet);
      else if (!visited.has(selection.name.value)) {
        visited.add(selection.name.value);
        const fragment = operation.definitions.find(
          (node) => node.kind === Kind.FRAGMENT_DEFINITION && node.name.value === selection.name.value,
        );
        if (fragment?.kind === Kind.FRAGMENT_DEFINITION) collect(fragment.selectionSet);
      }
    }
  };
  for (const node of operation.definitions) if (node.kind === Kind.OPERATION_DEFINITION) collect(node.selectionSet);
  return keys;
}
