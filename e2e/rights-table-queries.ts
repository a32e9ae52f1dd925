import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildSchema,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';

/** A leaf of the graph, reached from a root field: `['profile', 'address', 'street']`. */
export type LeafPath = readonly string[];

export const apiSchema = (): GraphQLSchema =>
  buildSchema(readFileSync(join(import.meta.dirname, '..', 'schema', 'api.graphql'), 'utf8'));

/** Types that hold somebody's data and lead to each other; a way may come through them twice, through others once. */
const CIRCLED = new Set(['Case', 'Citizen']);
/** With the root field as deep as the gateway admits. */
const MAX_DEPTH = 9;

/** Every leaf below a type that can be asked for without arguments, whatever the schema holds tomorrow. */
export function leavesBelow(type: GraphQLObjectType): LeafPath[] {
  const walk = (at: GraphQLObjectType, path: LeafPath, seen: readonly string[]): LeafPath[] =>
    askable(at).flatMap((field) => {
      const next = getNamedType(field.type);
      const here = [...path, asked(field)];
      if (isLeafType(next)) return [here];
      const isOpen = seen.filter((name) => name === next.name).length < (CIRCLED.has(next.name) ? 2 : 1);
      return isObjectType(next) && isOpen && here.length < MAX_DEPTH ? walk(next, here, [...seen, next.name]) : [];
    });
  return walk(type, [], [type.name]);
}

/** Pages small enough that pages within pages stay below what the gateway lets an operation cost. */
const PAGE = 2;

const asked = ({ name, args }: GraphQLField<unknown, unknown>): string =>
  args.some((arg) => arg.name === 'first') ? `${name}(first: ${PAGE})` : name;

const askable = (type: GraphQLObjectType): GraphQLField<unknown, unknown>[] =>
  Object.values(type.getFields()).filter(({ args }) => !args.some(isRequiredArgument));

/** Fields and braces of one document; well below what the gateway admits. */
const MAX_FIELDS = 30;

/** Documents that ask for all leaves together: `{ case(id: $id) { ... } }`, a part of them each. */
export function documentsFor(root: string, head: string, leaves: readonly LeafPath[]): string[] {
  const documents: string[] = [];
  for (let from = 0; from < leaves.length; from += MAX_FIELDS)
    documents.push(`${head} { ${root} ${print(leaves.slice(from, from + MAX_FIELDS))} }`);
  return documents;
}

function print(leaves: readonly LeafPath[]): string {
  const byFirst = Map.groupBy(leaves, ([first = '']) => first);
  const fields = [...byFirst].map(([name, paths]) => {
    const below = paths.map(([, ...rest]) => rest).filter((rest) => rest.length > 0);
    return below.length > 0 ? `${name} ${print(below)}` : name;
  });
  return `{ ${fields.join(' ')} }`;
}
