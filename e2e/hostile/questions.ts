import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
} from 'graphql';
import { hostileValues } from './values.ts';

/** One operation with something hostile at one place. */
export interface HostileQuestion {
  readonly id: string;
  /** `Query.stops(search)` */
  readonly place: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

interface Place {
  readonly path: readonly string[];
  readonly scalar: string;
}

const DEPTH = 4;
const USUAL: Readonly<Record<string, unknown>> = {
  ID: '01980000-0000-7000-8000-000000000001',
  Int: 1,
  Float: 1,
  Boolean: true,
  Date: '2026-12-01',
  DateTime: '2026-12-01T12:00:00.000Z',
  JSON: {},
};

/** Every place of every root field where a client may write a value, with each hostile value of its kind. */
export const hostileQuestions = (schema: GraphQLSchema): HostileQuestion[] =>
  [schema.getQueryType(), schema.getMutationType()].flatMap((root) =>
    Object.values(root?.getFields() ?? {}).flatMap((field) => questionsOf(String(root), field)),
  );

function questionsOf(root: string, field: GraphQLField<unknown, unknown>): HostileQuestion[] {
  const query = toOperation(root.toLowerCase(), field);
  return field.args.flatMap((argument) =>
    placesIn(argument.type, [argument.name]).flatMap(({ path, scalar }) =>
      hostileValues(scalar).map(({ id, value }) => ({
        id,
        place: `${root}.${field.name}(${path.join('.')})`,
        query,
        variables: Object.fromEntries(field.args.flatMap((each) => variableFor(each, path, value))),
      })),
    ),
  );
}

function toOperation(kind: string, { name, args, type }: GraphQLField<unknown, unknown>): string {
  const variables = args.map((each) => `$${each.name}: ${each.type}`).join(', ');
  const given = args.map((each) => `${each.name}: $${each.name}`).join(', ');
  const selection = isLeafType(getNamedType(type)) ? '' : ' { __typename }';
  return `${kind} ${variables && `(${variables})`} { ${name}${given && `(${given})`}${selection} }`;
}

/** Scalars inside, inputs in inputs down to a few levels. */
function placesIn(type: GraphQLInputType, path: readonly string[]): Place[] {
  const named: GraphQLNamedType = getNamedType(type);
  if (!isInputObjectType(named)) return isEnumType(named) ? [] : [{ path, scalar: named.name }];
  if (path.length >= DEPTH) return [];
  return Object.values(named.getFields()).flatMap((field) => placesIn(field.type, [...path, field.name]));
}

let count = 0;

function variableFor(argument: GraphQLArgument, path: readonly string[], hostile: unknown): [string, unknown][] {
  const isThere = argument.name === path[0];
  if (!isThere && !isNonNullType(argument.type)) return [];
  return [[argument.name, valueFor(argument.type, isThere ? path.slice(1) : undefined, hostile)]];
}

/** The usual value of a type; what lies on the way is made, and the hostile value put at its end. */
function valueFor(type: GraphQLInputType, way: readonly string[] | undefined, hostile: unknown): unknown {
  if (isNonNullType(type)) return valueFor(type.ofType, way, hostile);
  if (isListType(type)) return [valueFor(type.ofType, way, hostile)];
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter(
      ({ name, type: inner, defaultValue }) =>
        name === way?.[0] || (isNonNullType(inner) && defaultValue === undefined),
    );
    return Object.fromEntries(
      fields.map(({ name, type: inner }) => [
        name,
        valueFor(inner, name === way?.[0] ? way.slice(1) : undefined, hostile),
      ]),
    );
  }
  if (way) return hostile;
  if (isEnumType(type)) return type.getValues()[0]?.name;
  // Each text another one, or the second mutation with this idempotency key would be refused for that alone.
  return type.name === 'String' ? `x${++count}` : USUAL[type.name];
}
