import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  isCompositeType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { coordinate, fieldDefinition, isMetaField, selectionName } from '../planning/field-definition.ts';
import { compositeType, type OperationParts } from '../planning/operation-parts.ts';
import { isNothing, type Requirement } from './requirement.ts';
import type { Requirements } from './requirements.ts';

/** A selected field that not everybody may see. */
export interface GuardedField {
  /** The field with its arguments: what is withheld, for a policy may grant one and refuse another. */
  readonly selection: string;
  readonly coordinate: string;
  readonly requirement: Requirement;
  /** Its arguments as its owner will get them. */
  readonly readArguments: (variables: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;
}

/** Which fields of an operation carry a right; found once per operation, each fragment looked at once. */
export function guardedFields(
  parts: OperationParts,
  schema: GraphQLSchema,
  requirements: Requirements,
): GuardedField[] {
  const found = new Map<string, GuardedField>();
  const visitField = (node: FieldNode, parent: GraphQLCompositeType): void => {
    const name = node.name.value;
    const definition = fieldDefinition(schema, parent, name);
    if (isMetaField(name) || !definition) return;
    const requirement = requirements.of(parent.name, name);
    const selection = selectionName(parent, node);
    const readArguments: GuardedField['readArguments'] = (variables) => getArgumentValues(definition, node, variables);
    if (!isNothing(requirement))
      found.set(selection, { selection, coordinate: coordinate(parent, name), requirement, readArguments });
    const type = getNamedType(definition.type);
    if (node.selectionSet && isCompositeType(type)) visit(node.selectionSet, type);
  };
  const visit = (set: SelectionSetNode, parent: GraphQLCompositeType): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) visitField(selection, parent);
      else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value;
        visit(selection.selectionSet, condition ? compositeType(schema, condition) : parent);
      }
    }
  };
  visit(parts.definition.selectionSet, parts.rootType);
  for (const { selectionSet, typeCondition } of parts.fragments.values())
    visit(selectionSet, compositeType(schema, typeCondition.name.value));
  return [...found.values()];
}
