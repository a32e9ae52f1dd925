import {
  GraphQLBoolean,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  type GraphQLLeafType,
  GraphQLString,
  isEnumType,
  isSpecifiedScalarType,
} from 'graphql';

/** Says that a value is none of its type. */
export const UNUSABLE = Symbol('unusable');

/** Brings a value that is not null into the form the answer has it in. */
export type CompleteLeaf = (value: unknown) => unknown;

/** How values of a scalar or enum are completed, settled once per field. */
export function leafOf(type: GraphQLLeafType): CompleteLeaf {
  if (isEnumType(type)) {
    const names = new Set(type.getValues().map(({ name }) => name));
    // An enum value that the API schema hides is null; its name is not told.
    return (value) => (names.has(value as string) ? value : null);
  }
  if (!isSpecifiedScalarType(type)) return (value) => (hasToJson(value) ? value.toJSON() : value);
  const isAsItShouldBe = AS_IT_SHOULD_BE.get(type.name);
  return (value) => (isAsItShouldBe?.(value) ? value : serialize(type, value));
}

/** What most values are already, seen without asking graphql. */
const AS_IT_SHOULD_BE = new Map<string, (value: unknown) => boolean>([
  [GraphQLString.name, (value) => typeof value === 'string'],
  [GraphQLID.name, (value) => typeof value === 'string'],
  [GraphQLBoolean.name, (value) => typeof value === 'boolean'],
  [GraphQLInt.name, (value) => typeof value === 'number' && (value | 0) === value],
  [GraphQLFloat.name, (value) => typeof value === 'number' && Number.isFinite(value)],
]);

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
