import { describe, expect, it } from '@jest/globals';
import { makeHub } from '../harness.ts';

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
