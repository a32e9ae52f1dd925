import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  isUnionType,
  print,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
} from 'graphql';

/** The definition of a selected field, the three introspection fields included. */
export function fieldDefinition(
  schema: GraphQLSchema,
  parent: GraphQLCompositeType,
  name: string,
): GraphQLField<unknown, unknown> | undefined {
  if (name === '__typename') return TypeNameMetaFieldDef;
  if (parent === schema.getQueryType() && name === '__schema') return SchemaMetaFieldDef;
  if (parent === schema.getQueryType() && name === '__type') return TypeMetaFieldDef;
  if (isUnionType(parent)) return undefined;
  const fields = parent.getFields();
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** Coordinate (Koordinate) of a field, the form in which rights are kept. */
export const coordinate = (parent: { readonly name: string }, field: string): string => `${parent.name}.${field}`;

export const isMetaField = (name: string): boolean => name.startsWith('__');

/** A field together with its arguments as written: equal names stand for equal values. */
export const selectionName = (parent: { readonly name: string }, node: FieldNode): string =>
  node.arguments?.length
    ? `${coordinate(parent, node.name.value)}(${node.arguments.map(print).sort().join(',')})`
    : coordinate(parent, node.name.value);
