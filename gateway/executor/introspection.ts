import {
  type DocumentNode,
  executeSync,
  type FieldNode,
  type GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Inclusion } from '../planning/conditions.ts';
import type { OperationParts } from '../planning/operation-parts.ts';
import { newObject, type StoreObject } from './store.ts';

/** The part of an operation that asks about the schema itself; undefined when there is none. */
export function introspectionPart(
  { definition, fragments }: OperationParts,
  includes: Inclusion,
): DocumentNode | undefined {
  const fields: FieldNode[] = [];
  const visited = new Set<string>();
  const collect = (set: SelectionSetNode): void => {
    for (const selection of set.selections.filter(includes)) {
      if (selection.kind === Kind.FIELD) {
        if (selection.name.value === '__schema' || selection.name.value === '__type') fields.push(selection);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet);
      else if (!visited.has(selection.name.value)) {
        visited.add(selection.name.value);
        const fragment = fragments.get(selection.name.value);
        if (fragment) collect(fragment.selectionSet);
      }
    }
  };
  if (definition.operation === 'query') collect(definition.selectionSet);
  if (fields.length === 0) return undefined;
  const operation: OperationDefinitionNode = {
    ...definition,
    selectionSet: { kind: Kind.SELECTION_SET, selections: fields },
  };
  return { kind: Kind.DOCUMENT, definitions: [operation, ...fragments.values()] };
}

/** Answers introspection from the API schema, which holds only what clients may see. */
export function runIntrospection(
  document: DocumentNode | undefined,
  schema: GraphQLSchema,
  variables: Readonly<Record<string, unknown>>,
  errors: GraphQLError[],
): StoreObject {
  if (!document) return newObject();
  const result = executeSync({ schema, document, variableValues: variables });
  errors.push(...(result.errors ?? []));
  return { __proto__: null, ...result.data } as unknown as StoreObject;
}
