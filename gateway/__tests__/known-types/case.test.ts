import { describe, expect, it } from '@jest/globals';
import { makeHub, type TestSubgraph } from '../harness.ts';

const stops: TestSubgraph = {
  name: 'stops',
  typeDefs: `type Query { stop: Stop  places: [Place!] }
    interface Place { name: String }
    type Stop implements Place @key(fields: "id") { id: ID!  name: String  near: Line  line: Line }
    type Depot implements Place @key(fields: "id") { id: ID!  name: String  near: Bin }
    type Line @key(fields: "id") { id: ID! }
    type Bin @key(fields: "id") { id: ID! }`,
  resolvers: {
    Query: {
      stop: () => ({ id: 'market', name: 'Market' }),
      places: () => [
        { __typename: 'Stop', id: 'market', name: 'Market' },
        { __typename: 'Depot', id: 'yard', name: 'Yard' },
      ],
    },
    Stop: { near: () => ({ id: '7' }), line: () => ({ id: '7' }) },
    Depot: { near: () => ({ id: '7' }) },
  },
};

const details: TestSubgraph = {
  name: 'details',
  typeDefs: `
    type Line @key(fields: "id") { id: ID!  label: String  vehicle: Vehicle }
    type Bin @key(fields: "id") { id: ID!  label: String }
    type Vehicle @key(fields: "plate maker { country }") { plate: String!  maker: Maker! }
    type Maker @shareable { country: String! }`,
  resolvers: {
    Line: {
      label: ({ id }: { id: string }) => `line ${id}`,
      vehicle: () => ({ plate: 'B 1', maker: { country: 'DE' } }),
    },
    Bin: { label: ({ id }: { id: string }) => `bin ${id}` },
  },
};

const fleet: TestSubgraph = {
  name: 'fleet',
  typeDefs: `
    type Vehicle @key(fields: "plate maker { country }") { plate: String!  maker: Maker!  seats: Int }
    type Maker @shareable { country: String! }`,
  resolvers: { Vehicle: { seats: () => 80 } },
};

const hub = () => makeHub([stops, details, fleet]);

describe('a type that is known by the place', () => {
  it('is not asked for, and stands in representations all the same', async () => {
    const one = hub();
    const { data } = await one.run('{ stop { line { label vehicle { seats } } } }');
    expect(data).toEqual({ stop: { line: { label: 'line 7', vehicle: { seats: 80 } } } });
    expect(one.calls.map(({ document }) => document).join('')).not.toContain('__typename');
    expect(one.calls.map(({ variables }) => variables.representations)).toEqual([
      undefined,
      [{ __typename: 'Line', id: '7' }],
      [{ __typename: 'Vehicle', plate: 'B 1', maker: { country: 'DE' } }],
    ]);
  });

  it('is told to a client that asks', async () => {
    const { data } = await hub().run('{ __typename stop { __typename line { is: __typename } } }');
    expect(data).toEqual({ __typename: 'Query', stop: { __typename: 'Stop', line: { is: 'Line' } } });
  });

  it('is no longer known where one key leads to two types, below an interface', async () => {
    const query = '{ places { name ... on Stop { near { label } } ... on Depot { near { label } } } }';
    const { data, errors } = await hub().run(query);
    expect({ data, errors }).toEqual({
      data: {
        places: [
          { name: 'Market', near: { label: 'line 7' } },
          { name: 'Yard', near: { label: 'bin 7' } },
        ],
      },
      errors: undefined,
    });
  });

  it('says nothing about whether the object is there', async () => {
    const gone = { ...stops, answer: () => ({ data: { stop: null } }) } as TestSubgraph;
    const { data, errors } = await makeHub([gone, details, fleet]).run('{ stop { __typename line { label } } }');
    expect({ data, errors }).toEqual({ data: { stop: null }, errors: undefined });
  });
});
