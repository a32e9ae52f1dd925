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
  type OperationDefinitionNode,
  parse,
} from 'graphql';
import { amountOf, type CostRules, costOf } from '../gateway/guards/cost.ts';
import { PUBLIC_LIMITS } from '../gateway/guards/limits.ts';
import { CostTable } from '../gateway/planning/cost-table.ts';

/** A leaf of the graph, reached from a root field: `['profile', 'address', 'street']`. */
export type LeafPath = readonly string[];

const SCHEMA = join(import.meta.dirname, '..', 'schema');

export const apiSchema = (): GraphQLSchema => buildSchema(readFileSync(join(SCHEMA, 'api.graphql'), 'utf8'));

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
const PAGE = 3;

const asked = ({ name, args }: GraphQLField<unknown, unknown>): string =>
  args.some((arg) => arg.name === 'first') ? `${name}(first: ${PAGE})` : name;

const askable = (type: GraphQLObjectType): GraphQLField<unknown, unknown>[] =>
  Object.values(type.getFields()).filter(({ args }) => !args.some(isRequiredArgument));

/** Fields and braces of one document; well below what the gateway admits. */
const MAX_FIELDS = 150;

/** Documents that ask for all leaves together: `{ case(id: $id) { ... } }`, a part of them each, as large as a gateway admits. */
export function documentsFor(root: string, head: string, leaves: readonly LeafPath[]): string[] {
  const document = `${head} { ${root} ${print(leaves)} }`;
  if (leaves.length === 1 || (leaves.length <= MAX_FIELDS && isAffordable(document))) return [document];
  const middle = leaves.length <= MAX_FIELDS ? Math.ceil(leaves.length / 2) : MAX_FIELDS;
  return [...documentsFor(root, head, leaves.slice(0, middle)), ...documentsFor(root, head, leaves.slice(middle))];
}

const SUPERGRAPH = parse(readFileSync(join(SCHEMA, 'supergraph.graphql'), 'utf8'));
const RULES: CostRules = { schema: apiSchema(), table: new CostTable(SUPERGRAPH) };

function isAffordable(text: string): boolean {
  const document = parse(text);
  const [operation] = document.definitions as readonly OperationDefinitionNode[];
  return operation !== undefined && amountOf(costOf(document, operation, RULES), {}) <= PUBLIC_LIMITS.cost;
}

function print(leaves: readonly LeafPath[]): string {
  const byFirst = Map.groupBy(leaves, ([first = '']) => first);
  const fields = [...byFirst].map(([name, paths]) => {
    const below = paths.map(([, ...rest]) => rest).filter((rest) => rest.length > 0);
    return below.length > 0 ? `${name} ${print(below)}` : name;
  });
  return `{ ${fields.join(' ')} }`;
}
