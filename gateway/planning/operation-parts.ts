import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import { invariant } from '../../platform/errors/index.ts';

/** One operation of a document with the fragments beside it. */
export interface OperationParts {
  readonly definition: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly rootType: GraphQLObjectType;
}

/** Takes a document apart once its operation is chosen; the document was validated against `schema`. */
export function takeApart(
  document: DocumentNode,
  definition: OperationDefinitionNode,
  schema: GraphQLSchema,
): OperationParts {
  const rootType = schema.getRootType(definition.operation);
  invariant(rootType, 'a validated operation has a root type');
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  return { definition, fragments, rootType };
}

/** The type that a condition narrows to; validation has made sure that it exists and has fields. */
export function compositeType(schema: GraphQLSchema, name: string): GraphQLCompositeType {
  const type = schema.getType(name);
  invariant(isCompositeType(type), `${name} has fields`);
  return type;
}

/** Whether a condition lets objects of this concrete type through; for an interface standing in for one: whichever it is. */
export const appliesTo = (schema: GraphQLSchema, condition: GraphQLCompositeType, type: GraphQLNamedType): boolean => {
  if (condition === type) return true;
  const passes = (one: GraphQLObjectType) =>
    one === condition || (!isObjectType(condition) && schema.isSubType(condition, one));
  if (isObjectType(type)) return passes(type);
  if (!isInterfaceType(type)) return false;
  return (!isObjectType(condition) && schema.isSubType(condition, type)) || schema.getPossibleTypes(type).every(passes);
};
