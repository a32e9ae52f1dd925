import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { buildSchema, execute, parse } from 'graphql';
import { makeHub } from '../harness.ts';

interface Node {
  id: string;
  name: string | null;
  size: number;
  next: string | null;
  kids: string[];
}

const DATA: Record<string, Node> = {
  '1': { id: '1', name: 'one', size: 0, next: '2', kids: ['2', '3', '2'] },
  '2': { id: '2', name: null, size: 5, next: '3', kids: [] },
  '3': { id: '3', name: '', size: -1, next: null, kids: ['1'] },
};

/** The rules of the one graph; the subgraphs below hold nothing but these. */
const name = ({ id }: Node, given: { upper?: boolean }) =>
  (given.upper ? DATA[id]?.name?.toUpperCase() : DATA[id]?.name) ?? null;
const size = ({ id }: Node, { times }: { times: number }) => (DATA[id]?.size ?? 0) * times;
const ref = (id: string | null | undefined) => (id ? { id } : null);
const next = ({ id }: Node) => ref(DATA[id]?.next);
const kids = ({ id }: Node) => DATA[id]?.kids.map(ref);
const __resolveReference = (node: Node) => node;

const hub = makeHub([
  {
    name: 'a',
    typeDefs: `
      type Query { first: Node  all: [Node!] }
      type Node @key(fields: "id") { id: ID!  name(upper: Boolean): String }`,
    resolvers: {
      Query: { first: () => ref('1'), all: () => Object.keys(DATA).map(ref) },
      Node: { __resolveReference, name },
    },
  },
  {
    name: 'b',
    typeDefs: 'type Node @key(fields: "id") { id: ID!  size(times: Int! = 1): Int  next: Node }',
    resolvers: { Node: { __resolveReference, size, next } },
  },
  {
    name: 'c',
    typeDefs: `
      type Node @key(fields: "id") {
        id: ID!  size(times: Int! = 1): Int @external  name(upper: Boolean): String @external
        kids: [Node]
        label: String @requires(fields: "size(times: 3) name(upper: true)")
        plain: String @requires(fields: "size name") }`,
    resolvers: {
      Node: {
        __resolveReference,
        kids,
        label: (node: Node) => `${node.size}/${node.name}`,
        plain: (node: Node) => `${node.size}/${node.name}`,
      },
    },
  },
]);

const whole = buildSchema(`
  type Query { first: Node  all: [Node!] }
  type Node { id: ID!  name(upper: Boolean): String  size(times: Int! = 1): Int  next: Node  kids: [Node]  label: String  plain: String }`);
const label = (node: Node) => `${size(node, { times: 3 })}/${name(node, { upper: true })}`;
const plain = (node: Node) => `${size(node, { times: 1 })}/${name(node, {})}`;
const resolvers: Record<string, (...given: never[]) => unknown> = { name, size, next, kids, label, plain };

/** Aliases that keys, required fields and JavaScript would like for themselves. */
const KEYS = [
  'id',
  'name',
  'size',
  'next',
  'label',
  '__typename',
  '__proto__',
  'constructor',
  'x',
  '_a_x',
  '_entities',
];
const LEAVES = ['id', 'name', 'name(upper: true)', 'size', 'size(times: 2)', 'label', 'plain', '__typename'];

const { selection } = fc.letrec<{ selection: string; field: string }>((tie) => ({
  selection: fc
    .uniqueArray(fc.tuple(fc.constantFrom(...KEYS), tie('field')), {
      selector: ([key]) => key,
      minLength: 1,
      maxLength: 5,
    })
    .map((chosen) => `{ ${chosen.map(([key, field]) => `${key}: ${field}`).join(' ')} }`),
  field: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom(...LEAVES),
    fc.tuple(fc.constantFrom('next', 'kids'), tie('selection')).map(([field, below]) => `${field} ${below}`),
  ),
}));

async function unsplit(query: string): Promise<unknown> {
  const result = await execute({
    schema: whole,
    document: parse(query),
    rootValue: { first: ref('1'), all: Object.keys(DATA).map(ref) },
    fieldResolver: (source, args, _context, { fieldName, parentType }) =>
      parentType.name === 'Node' && fieldName !== 'id'
        ? resolvers[fieldName]?.(source as never, args as never)
        : source[fieldName],
  });
  return JSON.parse(JSON.stringify(result.data));
}

describe('a graph over three subgraphs', () => {
  it('answers whatever is asked as the same graph in one piece does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('first', 'all'), selection, async (root, below) => {
        const query = `{ ${root} ${below} }`;
        const { data, errors } = await hub.run(query);
        expect(errors).toBeUndefined();
        expect(JSON.stringify(data)).toBe(JSON.stringify(await unsplit(query)));
      }),
      { seed: 20261122, numRuns: 60 },
    );
  });
});
