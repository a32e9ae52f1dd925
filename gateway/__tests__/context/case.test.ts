import { describe, expect, it } from '@jest/globals';
import { makeHub } from '../harness.ts';

const a = {
  name: 'a',
  typeDefs: `
    type Query { towns: [Town!]  county: County  places: [Place] }
    union Place @context(name: "place") = Town | County
    type Town @key(fields: "id") { id: ID!  currency: String!  shops: [[Shop!]!] }
    type County @key(fields: "id") { id: ID!  currency: String!  shop: Shop  shops: [[Shop!]!] }
    type Shop @key(fields: "id") { id: ID!  goods: [Good!] }
    type Good @key(fields: "id") {
      id: ID!  price(in: String @fromContext(field: "$place ... on Town { currency } ... on County { currency }"), pieces: Int = 1): String }`,
  resolvers: {
    Query: {
      towns: () => [town('t1', 'EUR'), town('t2', 'SEK')],
      places: () => [
        { __typename: 'County', ...town('c', 'DKK') },
        { __typename: 'Town', ...town('t2', 'SEK') },
      ],
      county: () => ({ id: 'c', currency: 'DKK', shop: { id: 's', goods: [{ id: 'g' }] } }),
    },
    Good: {
      __resolveReference: (good: object) => good,
      price: ({ id }: { id: string }, given: { in: string; pieces: number }) => `${given.pieces} ${id} in ${given.in}`,
    },
  },
};
/** Only there so that Good is an entity with more than one home. */
const b = {
  name: 'b',
  typeDefs: 'type Good @key(fields: "id") { id: ID!  name: String }',
  resolvers: { Good: { __resolveReference: ({ id }: { id: string }) => ({ id, name: `good ${id}` }) } },
};

const town = (id: string, currency: string) => ({ id, currency, shops: [[{ id: 's', goods: [{ id: 'g' }] }]] });
const hub = () => makeHub([a, b]);

describe('@fromContext', () => {
  it('gives each entity the value of its own ancestor', async () => {
    const { data, errors } = await hub().run('{ towns { shops { goods { price name } } } }');
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      towns: ['EUR', 'SEK'].map((currency) => ({
        shops: [[{ goods: [{ price: `1 g in ${currency}`, name: 'good g' }] }]],
      })),
    });
  });

  it('stands beside arguments of the client, and aliases of the context field', async () => {
    const query = 'query ($n: Int) { county { currency: id shop { goods { price(pieces: $n) } } } }';
    const { data } = await hub().run(query, { variables: { n: 3 } });
    expect(data).toEqual({ county: { currency: 'c', shop: { goods: [{ price: '3 g in DKK' }] } } });
  });

  it('asks nothing for what stands below others at the same path', async () => {
    const one = hub();
    const { data, errors } = await one.run(
      '{ places { ... on Town { shops { goods { price } } } ... on County { shops { goods { name } } } } }',
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      places: [{ shops: [[{ goods: [{ name: 'good g' }] }]] }, { shops: [[{ goods: [{ price: '1 g in SEK' }] }]] }],
    });
    expect(
      one.calls
        .filter(({ document }) => document.includes('price('))
        .map(({ variables }) => Object.keys(variables).length),
    ).toEqual([2]);
  });
});
