import { describe, expect, it } from '@jest/globals';
import { makeHub } from '../harness.ts';

const SEAT = { number: 4, room: { hall: 'A', floor: 1 } };

/** Each subgraph knows the seat by another key; the way from a to d leads over b and c. */
const a = {
  name: 'a',
  typeDefs: 'type Query { seat: Seat  seats: [[Seat]] }  type Seat @key(fields: "id") { id: ID! }',
  resolvers: { Query: { seat: () => ({ id: 's1' }), seats: () => [[{ id: 's1' }, null], [{ id: 's1' }]] } },
};
const b = {
  name: 'b',
  typeDefs: 'type Seat @key(fields: "id") @key(fields: "code") { id: ID!  code: String! }',
  resolvers: { Seat: { __resolveReference: ({ id }: { id?: string }) => ({ id, code: `code-${id}` }) } },
};
const c = {
  name: 'c',
  typeDefs: `
    type Seat @key(fields: "code") @key(fields: "number room { hall floor }") { code: String!  number: Int!  room: Room! }
    type Room { hall: String! @shareable  floor: Int! @shareable }`,
  resolvers: { Seat: { __resolveReference: ({ code }: { code: string }) => ({ code, ...SEAT }) } },
};
const d = {
  name: 'd',
  typeDefs: `
    type Seat @key(fields: "number room { hall floor }") { number: Int!  room: Room!  price: Int }
    type Room { hall: String! @shareable  floor: Int! @shareable }`,
  resolvers: {
    Seat: {
      __resolveReference: (seat: object) => seat,
      price: ({ number, room }: typeof SEAT) => number * 10 + room.floor,
    },
  },
};

const hub = () => makeHub([a, b, c, d]);

describe('keys', () => {
  it('lead from subgraph to subgraph, simple, composite and nested', async () => {
    const { data, errors } = await hub().run('{ seat { price } }');
    expect({ data, errors }).toEqual({ data: { seat: { price: 41 } }, errors: undefined });
  });

  it('carry exactly what the composite key names', async () => {
    const one = hub();
    await one.run('{ seat { price } }');
    expect(one.calls.at(-1)?.variables.representations).toEqual([{ __typename: 'Seat', ...SEAT }]);
  });

  it('work below lists of lists, with holes', async () => {
    const { data } = await hub().run('{ seats { code } }');
    expect(data).toEqual({ seats: [[{ code: 'code-s1' }, null], [{ code: 'code-s1' }]] });
  });
});
