import { describe, expect, it } from '@jest/globals';
import { answers } from '../answers.ts';
import { makeHub } from '../harness.ts';

/** Both subgraphs say what is on, each knows one kind that the other does not. */
const programme = (name: string, own: string) => ({
  name,
  typeDefs: `
    union Event = Concert | ${own}
    type Concert @shareable { title: String }
    type ${own} { title: String  ${name}: String }
    type Evening @shareable { main: Event  ${name}Main: Event }
    type Query { tonight: Event @shareable  evening: Evening @shareable  ${name}: [Event] }`,
  resolvers: {
    Query: {
      tonight: () => CONCERT,
      evening: () => ({ main: CONCERT, [`${name}Main`]: { __typename: own, title: own, [name]: name } }),
      [name]: () => [{ __typename: own, title: null, [name]: name }, null, CONCERT],
    },
  },
});
const CONCERT = { __typename: 'Concert', title: 'Songs' };

describe('a union whose members differ between subgraphs', () => {
  answers(
    () => makeHub([programme('stage', 'Play'), programme('screen', 'Movie')]),
    [
      [
        '{ tonight { __typename ... on Play { stage } ... on Movie { screen } } }',
        { tonight: { __typename: 'Concert' } },
      ],
      ['{ evening { main { ... on Play { stage } } } }', { evening: { main: {} } }],
      [
        '{ evening { a: main { __typename ... on Play { stage } } main { ... on Play { stage } } } }',
        { evening: { a: { __typename: 'Concert' }, main: {} } },
      ],
      [
        '{ evening { a: main { ... on Play { stage __typename } } main { ... on Movie { title } ... on Concert { title } } } }',
        { evening: { a: {}, main: { title: 'Songs' } } },
      ],
      [
        '{ evening { stageMain { ... on Play { title stage } ... on Movie { screen } } screenMain { ... on Movie { screen } } } }',
        { evening: { stageMain: { title: 'Play', stage: 'stage' }, screenMain: { screen: 'screen' } } },
      ],
      [
        '{ stage { ... on Play { stage } ... on Concert { title } } screen { __typename ... on Play { title } } }',
        {
          stage: [{ stage: 'stage' }, null, { title: 'Songs' }],
          screen: [{ __typename: 'Movie' }, null, { __typename: 'Concert' }],
        },
      ],
    ],
  );
});

/** Ovens are things in one subgraph only; the other returns one where it may not. */
const shop = {
  name: 'shop',
  typeDefs: `
    type Query { thing(id: ID!): Thing  things: [Thing]  goods: [Good] }
    union Good = Oven | Kettle
    interface Thing { id: ID! }
    interface Guaranteed { years: Int }
    type Oven @key(fields: "id") { id: ID! }
    type Kettle implements Thing & Guaranteed @key(fields: "id") { id: ID!  years: Int }`,
  resolvers: {
    Query: {
      thing: (_: unknown, { id }: { id: string }) => GOODS.find((good) => good.id === id),
      things: () => GOODS.slice(1),
      goods: () => GOODS,
    },
  },
};
const maker = {
  name: 'maker',
  typeDefs: `
    interface Thing { id: ID! }
    interface Guaranteed { years: Int }
    type Oven implements Thing & Guaranteed @key(fields: "id") { id: ID!  years: Int }`,
  resolvers: { Oven: { __resolveReference: ({ id }: { id: string }) => ({ id, years: 1 }) } },
};
const GOODS = [
  { __typename: 'Oven', id: 'o' },
  { __typename: 'Kettle', id: 'k', years: 3 },
];

describe('an interface that a type has in one subgraph only', () => {
  answers(
    () => makeHub([shop, maker]),
    [
      ['{ goods { ... on Thing { id } } }', { goods: [{ id: 'o' }, { id: 'k' }] }],
      ['{ goods { ... on Guaranteed { years } } }', { goods: [{ years: 1 }, { years: 3 }] }],
      ['{ things { ... on Thing { ... on Guaranteed { years } } ... on Oven { id } } }', { things: [{ years: 3 }] }],
      ['{ thing(id: "k") { ... on Kettle { years } } }', { thing: { years: 3 } }],
    ],
  );

  it.each(['Oven', 'Kettle'])('makes an error of an object out of place, whoever is asked for: %s', async (type) => {
    const { data, errors } = await makeHub([shop, maker]).run(`{ thing(id: "o") { ... on ${type} { years } } }`);
    expect(data).toEqual({ thing: null });
    expect(errors).toHaveLength(1);
  });
});
