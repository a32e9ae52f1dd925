import { describe, expect, it } from '@jest/globals';
import { makeHub } from '../harness.ts';

const townhall = {
  name: 'townhall',
  typeDefs: `
    type Query { case(id: ID!): Case  cases: [Case!] }
    type Case @key(fields: "id") { id: ID!  reference: String! }`,
  resolvers: {
    Query: {
      case: (_: unknown, { id }: { id: string }) => ({ id, reference: `TH-${id}` }),
      cases: () => ['1', '2', '1'].map((id) => ({ id, reference: `TH-${id}` })),
    },
  },
};

const payment = {
  name: 'payment',
  typeDefs: `type Case @key(fields: "id") { id: ID!  fees: [Fee!] }  type Fee { cents: Int! }`,
  resolvers: {
    Case: {
      __resolveReference: ({ id }: { id: string }) => ({ id }),
      fees: ({ id }: { id: string }) => [{ cents: Number(id) * 100 }],
    },
  },
};

describe('one entity over two subgraphs', () => {
  it('answers fields of both in the order of the client', async () => {
    const hub = makeHub([townhall, payment]);
    const { data } = await hub.run('{ case(id: "7") { fees { cents } reference } }');
    expect(JSON.stringify(data)).toBe('{"case":{"fees":[{"cents":700}],"reference":"TH-7"}}');
  });

  it('asks for each distinct entity once and fills every place', async () => {
    const hub = makeHub([townhall, payment]);
    const { data } = await hub.run('{ cases { id fees { cents } } }');
    expect(data).toEqual({
      cases: [
        { id: '1', fees: [{ cents: 100 }] },
        { id: '2', fees: [{ cents: 200 }] },
        { id: '1', fees: [{ cents: 100 }] },
      ],
    });
    expect(hub.calls[1]?.variables.representations).toEqual([
      { __typename: 'Case', id: '1' },
      { __typename: 'Case', id: '2' },
    ]);
  });

  it('uses the same document object for the same plan node', async () => {
    const hub = makeHub([townhall, payment]);
    await hub.run('{ case(id: "7") { id } }');
    await hub.run('{ case(id: "7") { id } }');
    expect(hub.calls).toHaveLength(2);
    expect(hub.calls[0]?.document).toBe(hub.calls[1]?.document);
  });

  it('passes variables and their defaults on', async () => {
    const hub = makeHub([townhall, payment]);
    const { data } = await hub.run('query ($id: ID! = "3") { case(id: $id) { reference } }');
    expect(data).toEqual({ case: { reference: 'TH-3' } });
  });
});
