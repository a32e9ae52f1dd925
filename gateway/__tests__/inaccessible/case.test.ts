import { describe, expect, it } from '@jest/globals';
import { answers } from '../answers.ts';
import { makeHub } from '../harness.ts';

const a = {
  name: 'a',
  typeDefs: `
    type Query { states: [State]  must: State!  things: [Thing]  must2: Thing!  one: Open }
    enum State { OPEN  HIDDEN @inaccessible }
    interface Thing { id: ID! }
    type Open implements Thing { id: ID!  secret: String @inaccessible }
    type Hidden implements Thing @inaccessible { id: ID! }`,
  resolvers: {
    Query: {
      states: () => ['OPEN', 'HIDDEN'],
      must: () => 'HIDDEN',
      things: () => [
        { __typename: 'Open', id: '1' },
        { __typename: 'Hidden', id: '2' },
      ],
      must2: () => ({ __typename: 'Hidden', id: '2' }),
    },
  },
};

const hub = () => makeHub([a]);

describe('@inaccessible', () => {
  it('makes a hidden enum value null', async () => {
    expect(await hub().run('{ states }')).toEqual({ data: { states: ['OPEN', null] }, errors: undefined });
  });

  it('makes an object of a hidden type null, whatever is asked of it', async () => {
    const { data } = await hub().run('{ things { __typename id } names: things { id } }');
    expect(data).toEqual({ things: [{ __typename: 'Open', id: '1' }, null], names: [{ id: '1' }, null] });
  });

  it.each(['{ must }', '{ must2 { id } }'])(
    'is an error without the hidden name where null may not be: %s',
    async (query) => {
      const { data, errors } = await hub().run(query);
      expect(data).toBeNull();
      expect(errors).toHaveLength(1);
      expect(JSON.stringify(errors)).not.toMatch(/hidden/i);
    },
  );

  it('refuses a hidden field like one that is not there', async () => {
    const { errors } = await hub().run('{ one { secret } }');
    expect(errors?.[0]?.extensions?.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });
});

/** What is hidden from clients still travels between subgraphs: as a requirement, and as an argument's own default. */
const yard = {
  name: 'yard',
  typeDefs: `
    type Query { empty: Plot  grown: Plot }
    type Plot @key(fields: "id") { id: ID!  tree: Plant  weight: Float! @inaccessible }
    interface Plant { height: Int }
    type Oak implements Plant @shareable { height: Int  acorns: Int }
    type Elm implements Plant @shareable { height: Int  seeds: Int }`,
  resolvers: {
    Query: { empty: () => ({ id: '1' }), grown: () => ({ id: '2' }) },
    Plot: {
      __resolveReference: (it: object) => it,
      tree: ({ id }: { id: string }) =>
        id === '1' ? { __typename: 'Oak', height: 9, acorns: 5 } : { __typename: 'Elm', height: 4, seeds: 2 },
      weight: ({ id }: { id: string }) => Number(id) * 1.5,
    },
  },
};
const care = {
  name: 'care',
  typeDefs: `
    type Plot @key(fields: "id") {
      id: ID!  tree: Plant @external  weight: Float! @external
      plan: String @requires(fields: "tree { height ... on Oak { acorns } ... on Elm { seeds } }")
      load: Float @requires(fields: "weight")
      helpers(of: Group = STAFF @inaccessible): [String]  group: Group }
    interface Plant { height: Int }
    type Oak implements Plant @shareable @inaccessible { height: Int  acorns: Int }
    type Elm implements Plant @shareable { height: Int  seeds: Int }
    enum Group { STAFF @inaccessible  NEIGHBOURS }`,
  resolvers: {
    Plot: {
      __resolveReference: (it: object) => it,
      plan: ({ tree }: { tree: object }) => Object.values(tree).at(-1),
      load: ({ weight }: { weight: number }) => weight * 2,
      helpers: (_: unknown, { of }: { of: string }) => [of],
      group: () => 'STAFF',
    },
  },
};
const yardHub = () => makeHub([yard, care]);

describe('what is hidden', () => {
  answers(yardHub, [
    ['{ empty { tree { __typename } plan } }', { empty: { tree: null, plan: '5' } }],
    ['{ grown { tree { __typename height } plan } }', { grown: { tree: { __typename: 'Elm', height: 4 }, plan: '2' } }],
    ['{ empty { load } grown { load } }', { empty: { load: 3 }, grown: { load: 6 } }],
    ['{ empty { helpers group } }', { empty: { helpers: ['STAFF'], group: null } }],
  ]);

  it('cannot be passed as an argument', async () => {
    const { errors } = await yardHub().run('{ empty { helpers(of: NEIGHBOURS) } }');
    expect(errors?.[0]?.extensions?.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });
});
