import { describe, expect, it } from '@jest/globals';
import { makeHub } from '../harness.ts';

/** `field` lives in b, which can only be entered at its own root: its key is not resolvable. Nobody implements Node. */
const a = {
  name: 'a',
  typeDefs: `
    type Query { a: Node  ping: String }
    interface Node @key(fields: "id") { id: ID! }`,
  resolvers: { Query: { ping: () => 'pong' } },
};

const b = {
  name: 'b',
  typeDefs: `
    type Query { b: Node }
    type Node @key(fields: "id", resolvable: false) @interfaceObject { id: ID!  field: String }`,
  resolvers: { Query: { b: () => ({ id: 'n1', field: 'x' }) } },
};

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
});
