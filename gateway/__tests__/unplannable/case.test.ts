import { describe, expect, it } from '@jest/globals';
import { answers } from '../answers.ts';
import { makeHub, type TestSubgraph } from '../harness.ts';

/** `field` lives in b, which can only be entered at its own root: its key is not resolvable. Nobody implements Node. */
const a = {
  name: 'a',
  typeDefs: `
    type Query { a: Node  ping: String  shelf: Shelf  shelves: [Shelf] }
    type Shelf { label: String  a: Node  twin: Shelf }
    interface Node @key(fields: "id") { id: ID! }`,
  resolvers: {
    Query: { ping: () => 'pong', shelf: () => SHELF, shelves: () => [SHELF, null, { label: 'empty', a: null }] },
    Node: { __resolveType: () => 'Shelf' },
  },
};

const b = {
  name: 'b',
  typeDefs: `
    type Query { b: Node }
    type Node @key(fields: "id", resolvable: false) @interfaceObject { id: ID!  field: String }`,
  resolvers: { Query: { b: () => ({ id: 'n1', field: 'x' }) } },
};

const SHELF = { label: 'upper', a: { id: 'n1' }, twin: { label: 'lower', a: { id: 'n2' } } };

const codes = (answer: { errors: readonly { extensions?: { code?: unknown } }[] | undefined }) =>
  answer.errors?.map(({ extensions }) => extensions?.code);

describe('an operation that no subgraph can answer', () => {
  it('says so instead of answering null', async () => {
    const hub = makeHub([a, b]);
    const answer = await hub.run('{ a { field } }');
    expect(answer.data).toBeNull();
    expect(codes(answer)).toEqual(['UNPLANNABLE_OPERATION']);
    expect(hub.calls).toEqual([]);
  });

  it('says so each time, also from the plan cache', async () => {
    const hub = makeHub([a, b]);
    await hub.run('{ a { field } }');
    expect(codes(await hub.run('{ a { field } }'))).toEqual(['UNPLANNABLE_OPERATION']);
  });

  it('does not touch what can be answered', async () => {
    const hub = makeHub([a, b]);
    expect(await hub.run('{ ping b { id field } __typename }')).toEqual({
      data: { ping: 'pong', b: { id: 'n1', field: 'x' }, __typename: 'Query' },
      errors: undefined,
    });
  });

  it.each([
    ['{ shelf { label a { field } } }', { shelf: { label: 'upper', a: null } }, [['shelf', 'a']]],
    ['{ shelf { label x: a { y: field } } }', { shelf: { label: 'upper', x: null } }, [['shelf', 'x']]],
    [
      '{ shelf { a { field } twin { label a { field } } } ping }',
      { shelf: { a: null, twin: { label: 'lower', a: null } }, ping: 'pong' },
      [
        ['shelf', 'a'],
        ['shelf', 'twin', 'a'],
      ],
    ],
    [
      '{ shelves { label a { field } } }',
      { shelves: [{ label: 'upper', a: null }, null, { label: 'empty', a: null }] },
      [['shelves', '@', 'a']],
    ],
  ])('says so at the place, and answers the rest: %s', async (query, data, paths) => {
    const answer = await makeHub([a, b]).run(query);
    expect(answer.data).toEqual(data);
    expect(answer.errors?.map(({ path }) => path)).toEqual(paths);
    expect(new Set(codes(answer))).toEqual(new Set(['UNPLANNABLE_OPERATION']));
  });
});

/** Both registers find records of both kinds, and each knows the number of its own kind only. */
const register = (name: string, own: string, other: string): TestSubgraph => ({
  name,
  typeDefs: `
    type Query { find(no: ID!): Record @shareable  finds: [Record!]! @shareable  my${own}: ${own} }
    interface Record { no: ID! }
    type ${own} implements Record @key(fields: "no") { no: ID!  text: String }
    type ${other} implements Record @key(fields: "no") { no: ID! @external  at${name}: String }`,
  resolvers: {
    Query: {
      find: (_: unknown, { no }: { no: string }) => ({ __typename: no, no: no === own ? no : 'never', text: 'own' }),
      finds: () => [],
      [`my${own}`]: () => ({ no: own, text: 'own' }),
    },
    [other]: { __resolveReference: (it: object) => ({ ...it, [`at${name}`]: name }) },
  },
});

describe('a root field of which nothing could be left', () => {
  const hub = () => makeHub([register('a', 'Permit', 'Fine'), register('b', 'Fine', 'Permit')]);

  it.each([
    '{ find(no: "Permit") { no } }',
    '{ x: find(no: "Permit") { no ... on Fine { no } } find(no: "Fine") { __typename } }',
  ])('is not asked for, nor is anything beside it: %s', async (query) => {
    const one = hub();
    const answer = await one.run(query);
    expect([answer.data, codes(answer), one.calls]).toEqual([null, ['UNPLANNABLE_OPERATION'], []]);
  });

  it('is one object, not a list that may be empty', async () => {
    expect(await hub().run('{ finds { no } }')).toEqual({ data: { finds: [] }, errors: undefined });
  });

  answers(hub, [
    ['{ find(no: "Permit") { __typename } }', { find: { __typename: 'Permit' } }],
    [
      '{ p: find(no: "Permit") { ... on Permit { no text } } f: find(no: "Fine") { ... on Fine { no text } } }',
      { p: { no: 'Permit', text: 'own' }, f: { no: 'Fine', text: 'own' } },
    ],
    [
      '{ p: find(no: "Permit") { ... on Fine { no } } f: find(no: "Fine") { __typename ... on Permit { no } } }',
      { p: {}, f: { __typename: 'Fine' } },
    ],
    ['{ myPermit { no text atb } }', { myPermit: { no: 'Permit', text: 'own', atb: 'b' } }],
  ]);
});
