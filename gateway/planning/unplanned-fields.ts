import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isListType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { fieldDefinition } from './field-definition.ts';
import { appliesTo, compositeType } from './operation-parts.ts';

/** One step on the way to a field: its response key, and the type on which it is selected. */
export interface FieldStep {
  readonly key: string;
  readonly on: GraphQLCompositeType;
  readonly type: GraphQLOutputType;
  /** How many lists lie behind it. */
  readonly lists: number;
}

/** The ways to fields of an operation that no plan brings, by internal keys. */
export function waysTo(
  fields: ReadonlySet<FieldNode>,
  { selectionSet }: OperationDefinitionNode,
  rootType: GraphQLCompositeType,
  schema: GraphQLSchema,
): FieldStep[][] {
  const found: FieldStep[][] = [];
  const walk = (set: SelectionSetNode, on: GraphQLCompositeType, way: readonly FieldStep[]): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) continue;
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value;
        walk(selection.selectionSet, condition ? compositeType(schema, condition) : on, way);
        continue;
      }
      const definition = fieldDefinition(schema, on, selection.name.value);
      if (!definition) continue;
      const key = selection.alias?.value ?? selection.name.value;
      const here = [...way, { key, on, type: definition.type, lists: listLevels(definition.type) }];
      if (fields.has(selection)) found.push(here);
      const type = getNamedType(definition.type);
      if (selection.selectionSet && isCompositeType(type)) walk(selection.selectionSet, type, here);
    }
  };
  if (fields.size > 0) walk(selectionSet, rootType, []);
  return found;
}

/** How many lists lie around a type. */
export const listLevels = (type: GraphQLOutputType): number => {
  if (isNonNullType(type)) return listLevels(type.ofType);
  return isListType(type) ? 1 + listLevels(type.ofType) : 0;
};

/** Whether nothing can come of a root field without the one at the end of this way: all below it may not be empty, whatever it is. */
export const emptiesRoot = (way: readonly FieldStep[], schema: GraphQLSchema): boolean =>
  way.every(({ on, type }, i) => {
    const above = way[i - 1];
    return !above || (isNonNullType(type) && above.lists === 0 && appliesTo(schema, on, getNamedType(above.type)));
  });
