import { describe, expect, it } from '@jest/globals';
import { makeHub } from '../harness.ts';

/** Subgraph b can only be re-entered by `id compositeId { two three }`; its other key is for leaving. */
const a = {
  name: 'a',
  typeDefs: `
    type Query { a: A }
    type A @key(fields: "id") @key(fields: "compositeId { two three }") @key(fields: "id compositeId { two three }") @key(fields: "compositeId { one two }") {
      id: ID!  compositeId: CompositeId!  name: String! }
    type CompositeId { one: ID!  two: ID!  three: ID! }`,
  resolvers: {
    Query: { a: () => A },
    A: { __resolveReference: () => A },
  },
};

const b = {
  name: 'b',
  typeDefs: `
    type Query { b: B }
    type B { id: ID!  a: A }
    type A @key(fields: "compositeId { one two }", resolvable: false) @key(fields: "id compositeId { two three }") {
      id: ID!  compositeId: CompositeId!  name: String! @external  nameInB: String @requires(fields: "name") }
    type CompositeId { one: ID! @shareable  two: ID! @shareable  three: ID! @shareable }`,
  resolvers: {
    Query: { b: () => ({ id: 'b1', a: { id: A.id, compositeId: A.compositeId } }) },
    A: {
      __resolveReference: (given: { id?: string }) => (given.id === undefined ? null : given),
      nameInB: ({ name }: { name: string }) => `b.a.nameInB ${name}`,
    },
  },
};

const A = { id: '1', compositeId: { one: 'x', two: 'y', three: 'z' }, name: 'a.1' };

describe('a key that is not resolvable', () => {
  it('is not used to come back to the subgraph that declared it', async () => {
    const hub = makeHub([
      {
        ...a,
        typeDefs: a.typeDefs.replace(
          'one: ID!  two: ID!  three: ID!',
          'one: ID! @shareable  two: ID! @shareable  three: ID! @shareable',
        ),
      },
      b,
    ]);
    const { data, errors } = await hub.run('{ b { id a { id name nameInB } } }');
    expect(errors).toBeUndefined();
    expect(data).toEqual({ b: { id: 'b1', a: { id: '1', name: 'a.1', nameInB: 'b.a.nameInB a.1' } } });
  });
});
