import { type GraphQLLeafType, isEnumType, isSpecifiedScalarType } from 'graphql';

/** Says that a value is none of its type. */
export const UNUSABLE = Symbol('unusable');

/** A scalar or enum value for the answer. An enum value that the API schema hides is null; its name is not told. */
export function completeLeaf(type: GraphQLLeafType, value: unknown): unknown {
  if (isEnumType(type)) return typeof value === 'string' && type.getValue(value) ? value : null;
  if (isSpecifiedScalarType(type)) return serialize(type, value);
  return hasToJson(value) ? value.toJSON() : value;
}

function serialize(type: GraphQLLeafType, value: unknown): unknown {
  if (typeof value === 'object') return UNUSABLE;
  try {
    return type.serialize(value);
  } catch {
    return UNUSABLE;
  }
}

/** A local subgraph may give a Date where HTTP would have brought its text. */
const hasToJson = (value: unknown): value is { toJSON(): unknown } =>
  typeof value === 'object' && value !== null && 'toJSON' in value && typeof value.toJSON === 'function';
