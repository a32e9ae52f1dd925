import { describe, expect, it } from '@jest/globals';
import { makeHub } from '../harness.ts';

/** `Lamp.value` and `Scale.value` may share a response key, but not in one subgraph's list: the planner renames one and back. */
const a = (value: number | null) => ({
  name: 'a',
  typeDefs: `
    type Query { things: [Thing] }
    interface Thing { id: ID! }
    type Lamp implements Thing { id: ID!  value: Int }
    type Scale implements Thing { id: ID!  value: Int! }`,
  resolvers: {
    Query: {
      things: () => [
        { __typename: 'Lamp', id: '1', value },
        { __typename: 'Scale', id: '2', value: 0 },
      ],
    },
  },
});

/** Here Scale's is nullable, so that the graph's common type is, and the client's query is valid. */
const b = {
  name: 'b',
  typeDefs: `
    type Query { others: [Other] }
    union Other = Scale
    type Scale { id: ID! @shareable  value: Int @shareable }`,
};

const shareable = (subgraph: ReturnType<typeof a>) => ({
  ...subgraph,
  typeDefs: subgraph.typeDefs.replace('type Scale implements Thing', 'type Scale implements Thing @shareable'),
});

const QUERY = '{ things { ... on Lamp { value } ... on Scale { value } } }';

describe('a value that is fetched under another name and renamed', () => {
  it('survives when it is zero', async () => {
    const hub = makeHub([shareable(a(0)), b]);
    const { data, errors } = await hub.run(QUERY);
    expect(hub.calls[0]?.document).toMatch(/__alias_/);
    expect({ data, errors }).toEqual({ data: { things: [{ value: 0 }, { value: 0 }] }, errors: undefined });
  });

  it('becomes one with what came under its own name', async () => {
    const owner =
      'type Owner @shareable { name: String  since: Int  homes: [Home] }  type Home @shareable { a: Int  b: Int }';
    const value = { name: 'Anna', since: 0, homes: [{ a: 1, b: 0 }, null] };
    const hub = makeHub([
      {
        name: 'lamps',
        typeDefs: `
          type Query { thing: Thing }
          interface Thing { owner: Owner }
          type Lamp implements Thing @shareable { owner: Owner! }  ${owner}`,
        resolvers: { Query: { thing: () => ({ __typename: 'Lamp', owner: value }) } },
      },
      { name: 'other', typeDefs: `type Query { lamp: Lamp }  type Lamp @shareable { owner: Owner }  ${owner}` },
    ]);
    const { data, errors } = await hub.run(
      '{ thing { owner { name homes { a } } ... on Lamp { owner { since homes { b } } } } }',
    );
    expect(hub.calls[0]?.document).toMatch(/__alias_/);
    expect({ data, errors }).toEqual({ data: { thing: { owner: value } }, errors: undefined });
  });
});
