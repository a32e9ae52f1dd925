import { type FieldNode, type GraphQLSchema, getNamedType, Kind, type SelectionSetNode } from 'graphql';
import { fieldDefinition } from './field-definition.ts';
import { compositeType } from './operation-parts.ts';
import type { Owners } from './owners.ts';

/** The fields without a selection of their own that some answer may hold: conditions around the others exclude each other. */
export function possibleLeaves(
  set: SelectionSetNode,
  rootType: string,
  owners: Owners,
  schema: GraphQLSchema,
): FieldNode[] {
  const walk = ({ selections }: SelectionSetNode, parent: string, types: ReadonlySet<string>): FieldNode[] =>
    selections.flatMap((selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
      if (selection.kind === Kind.FIELD) {
        const type = selection.selectionSet && typeOf(parent, selection.name.value);
        return selection.selectionSet && type ? walk(selection.selectionSet, type, owners.possible(type)) : [selection];
      }
      const condition = selection.typeCondition?.name.value ?? parent;
      const some = new Set([...owners.possible(condition)].filter((type) => types.has(type)));
      return some.size > 0 ? walk(selection.selectionSet, condition, some) : [];
    });
  const typeOf = (parent: string, field: string): string | undefined => {
    const definition = fieldDefinition(schema, compositeType(schema, parent), field);
    return definition && getNamedType(definition.type).name;
  };
  return walk(set, rootType, owners.possible(rootType));
}
