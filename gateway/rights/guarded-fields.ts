import {
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { coordinate, fieldDefinition, isMetaField } from '../planning/field-definition.ts';
import { compositeType, type OperationParts } from '../planning/operation-parts.ts';
import { isNothing, type Requirement } from './requirement.ts';
import type { Requirements } from './requirements.ts';

/** A field of an operation that not everybody may see. */
export interface GuardedField {
  readonly coordinate: string;
  readonly requirement: Requirement;
}

/** Which fields of an operation carry a right; found once per operation, each fragment looked at once. */
export function guardedFields(
  parts: OperationParts,
  schema: GraphQLSchema,
  requirements: Requirements,
): GuardedField[] {
  const found = new Map<string, Requirement>();
  const visit = (set: SelectionSetNode, parent: GraphQLCompositeType): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) continue;
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value;
        visit(selection.selectionSet, condition ? compositeType(schema, condition) : parent);
        continue;
      }
      const name = selection.name.value;
      if (isMetaField(name)) continue;
      const requirement = requirements.of(parent.name, name);
      if (!isNothing(requirement)) found.set(coordinate(parent, name), requirement);
      const definition = fieldDefinition(schema, parent, name);
      const type = definition && getNamedType(definition.type);
      if (selection.selectionSet && isCompositeType(type)) visit(selection.selectionSet, type);
    }
  };
  visit(parts.definition.selectionSet, parts.rootType);
  for (const { selectionSet, typeCondition } of parts.fragments.values())
    visit(selectionSet, compositeType(schema, typeCondition.name.value));
  return [...found].map(([name, requirement]) => ({ coordinate: name, requirement }));
}
