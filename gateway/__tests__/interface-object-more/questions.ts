import type { Question } from '../answers.ts';
import type { TestSubgraph } from '../harness.ts';

/** Two subgraphs see places as one object each, one of them reads what the other adds; a third extends one kind by name. */
const places = {
  name: 'places',
  typeDefs: `
    type Query { places: [Place]  node(id: ID!): Node  park: Park }
    interface Node { id: ID! }
    interface Place implements Node @key(fields: "id") { id: ID!  name: String  within: Place }
    type Park implements Place & Node @key(fields: "id") { id: ID!  name: String  within: Place  trees: Int }
    type Pool implements Place & Node @key(fields: "id") { id: ID!  name: String  within: Place  lanes: Int }`,
  resolvers: {
    Query: {
      places: () => [place('k1'), null, place('l1')],
      node: (_: unknown, { id }: { id: string }) => place(id),
      park: () => place('k1'),
    },
    Place: { __resolveReference: ({ id }: { id: string }) => place(id) },
    Park: { __resolveReference: ({ id }: { id: string }) => place(id) },
    Pool: { __resolveReference: ({ id }: { id: string }) => place(id) },
  },
};
const visits = {
  name: 'visits',
  typeDefs: `
    type Query { busiest: [Place] }
    type Place @key(fields: "id") @interfaceObject { id: ID!  visits(year: Int = 1): Int  guide: Guide }
    type Guide @key(fields: "id") { id: ID!  tour: Place }`,
  resolvers: {
    Query: { busiest: () => [{ id: 'l1' }, { id: 'k1' }] },
    Place: {
      __resolveReference: (it: object) => it,
      visits: ({ id }: { id: string }, { year }: { year: number }) => (id === 'k1' ? 5 : 8) * year,
      guide: ({ id }: { id: string }) => ({ id: `g-${id}` }),
    },
    Guide: { __resolveReference: (it: object) => it, tour: ({ id }: { id: string }) => ({ id: id.slice(2) }) },
  },
};
const prices = {
  name: 'prices',
  typeDefs: `
    type Query { cheapest: Place }
    type Place @key(fields: "id") @interfaceObject { id: ID!  name: String @external  visits(year: Int = 1): Int @external
      price: Int @requires(fields: "visits(year: 10)")  title: String @requires(fields: "name") }
    type Guide @key(fields: "id") { id: ID!  name: String }`,
  resolvers: {
    Query: { cheapest: () => ({ id: 'k1' }) },
    Place: {
      __resolveReference: (it: object) => it,
      price: ({ visits }: { visits: number }) => visits * 2,
      title: ({ name }: { name: string }) => `The ${name}`,
    },
    Guide: { __resolveReference: ({ id }: { id: string }) => ({ id, name: `Guide ${id}` }) },
  },
};
const water = {
  name: 'water',
  typeDefs:
    'type Pool @key(fields: "id") { id: ID!  warm: Boolean  name: String @external  sign: String @requires(fields: "name") }',
  resolvers: {
    Pool: {
      __resolveReference: (it: object) => it,
      warm: () => true,
      sign: ({ name }: { name: string }) => `${name}!`,
    },
  },
};
const place = (id: string): object | null =>
  id === 'k1'
    ? { __typename: 'Park', id, name: 'Grove', trees: 9, within: place('l1') }
    : id === 'l1'
      ? { __typename: 'Pool', id, name: 'Bath', lanes: 6, within: null }
      : null;

export const subgraphs: readonly TestSubgraph[] = [places, visits, prices, water];

export const questions: readonly Question[] = [
  [
    '{ places { visits price title } }',
    { places: [{ visits: 5, price: 100, title: 'The Grove' }, null, { visits: 8, price: 160, title: 'The Bath' }] },
  ],
  [
    '{ busiest { __typename name } }',
    {
      busiest: [
        { __typename: 'Pool', name: 'Bath' },
        { __typename: 'Park', name: 'Grove' },
      ],
    },
  ],
  [
    '{ busiest { visits(year: 2) price } }',
    {
      busiest: [
        { visits: 16, price: 160 },
        { visits: 10, price: 100 },
      ],
    },
  ],
  [
    '{ busiest { ... on Pool { lanes warm sign } ... on Park { trees } } }',
    { busiest: [{ lanes: 6, warm: true, sign: 'Bath!' }, { trees: 9 }] },
  ],
  ['{ busiest { ... on Pool { title } } }', { busiest: [{ title: 'The Bath' }, {}] }],
  ['{ busiest { ... on Park { ... on Place { ... on Pool { lanes } } } } }', { busiest: [{}, {}] }],
  [
    '{ busiest { x: __typename ... on Place { y: __typename } id } }',
    {
      busiest: [
        { x: 'Pool', y: 'Pool', id: 'l1' },
        { x: 'Park', y: 'Park', id: 'k1' },
      ],
    },
  ],
  [
    '{ cheapest { within { visits title within { id } } } }',
    { cheapest: { within: { visits: 8, title: 'The Bath', within: null } } },
  ],
  [
    '{ park { visits price title within { price } } }',
    { park: { visits: 5, price: 100, title: 'The Grove', within: { price: 160 } } },
  ],
  [
    '{ node(id: "l1") { __typename ... on Place { visits } ... on Pool { warm } } }',
    { node: { __typename: 'Pool', visits: 8, warm: true } },
  ],
  [
    '{ node(id: "k1") { id ... on Node { id } ... on Park { title price } } }',
    { node: { id: 'k1', title: 'The Grove', price: 100 } },
  ],
  ['{ node(id: "none") { id } }', { node: null }],
  [
    '{ busiest { guide { name tour { name visits ... on Park { trees } } } } }',
    {
      busiest: [
        { guide: { name: 'Guide g-l1', tour: { name: 'Bath', visits: 8 } } },
        { guide: { name: 'Guide g-k1', tour: { name: 'Grove', visits: 5, trees: 9 } } },
      ],
    },
  ],
  [
    '{ places { ... on Park { title } ... on Pool { price } visits } }',
    { places: [{ title: 'The Grove', visits: 5 }, null, { price: 160, visits: 8 }] },
  ],
  [
    'query ($on: Boolean!) { places { ... on Place @include(if: $on) { visits } ... on Pool @skip(if: $on) { lanes } } }',
    {
      places: [{ visits: 5 }, null, { visits: 8 }],
    },
    { on: true },
  ],
];
