import { describe, expect, it } from '@jest/globals';
import { makeHub } from '../harness.ts';

/** `fee` needs `size`, `bill` needs `fee`, and both subgraphs own every second step. */
const works = {
  name: 'works',
  typeDefs: `
    type Query { site: Site }
    type Site @key(fields: "id") { id: ID!  size: Int @external  fee: Int @requires(fields: "size") }`,
  resolvers: {
    Query: { site: () => ({ id: '1' }) },
    Site: { __resolveReference: (it: object) => it, fee: ({ size }: { size: number }) => size * 2 },
  },
};
const survey = {
  name: 'survey',
  typeDefs: `
    type Site @key(fields: "id") { id: ID!  size: Int  fee: Int @external  bill: Int @requires(fields: "fee") }`,
  resolvers: {
    Site: {
      __resolveReference: (it: object) => it,
      size: () => 5,
      bill: ({ fee }: { fee: number }) => fee + 1,
    },
  },
};

describe('a chain of @requires that comes back to the subgraph it began in', () => {
  it.each([
    ['{ site { bill } }', { bill: 11 }],
    ['{ site { size bill } }', { size: 5, bill: 11 }],
    ['{ site { fee bill } }', { fee: 10, bill: 11 }],
    ['{ site { bill size fee } }', { bill: 11, size: 5, fee: 10 }],
  ])('is walked step by step: %s', async (query, site) => {
    const { data, errors } = await makeHub([works, survey]).run(query);
    expect({ data, errors }).toEqual({ data: { site }, errors: undefined });
  });

  it('never asks a subgraph for what it only names', async () => {
    const hub = makeHub([works, survey]);
    await hub.run('{ site { bill } }');
    const asked = hub.calls.filter(({ subgraph }) => subgraph === 'works').map(({ document }) => document);
    expect(asked.join()).not.toContain('size');
  });
});

describe('a required object of a single possible type', () => {
  const inbox = {
    name: 'inbox',
    typeDefs: `
      type Query { box: Box }
      type Box @key(fields: "id") { id: ID!  content: Content }
      union Content = Letter
      type Letter @shareable { pages: Int }`,
    resolvers: { Query: { box: () => ({ id: '1', content: { __typename: 'Letter', pages: 3 } }) } },
  };
  const postage = {
    name: 'postage',
    typeDefs: `
      type Box @key(fields: "id") {
        id: ID!  content: Content @external  stamps: String @requires(fields: "content { ... on Letter { pages } }") }
      union Content = Letter
      type Letter @shareable { pages: Int }`,
    resolvers: {
      Box: {
        __resolveReference: (it: object) => it,
        stamps: ({ content }: { content: { __typename: string; pages: number } }) =>
          `${content.__typename} ${content.pages}`,
      },
    },
  };

  it('still tells its type', async () => {
    expect((await makeHub([inbox, postage]).run('{ box { stamps } }')).data).toEqual({ box: { stamps: 'Letter 3' } });
  });
});

/** What the last step reads comes from everywhere, one part of it by a chain of its own. */
describe('a chain of @requires whose steps share what they read', () => {
  const base = {
    name: 'base',
    typeDefs:
      'type Item @key(fields: "id") { id: ID!  width: Int  sides: [Side!]! }  type Side @shareable { name: String }',
    resolvers: { Item: { __resolveReference: ({ id }: { id: string }) => ({ id, width: 3, sides: [{ name: 'a' }] }) } },
  };
  const middle = {
    name: 'middle',
    typeDefs: `
      type Query { item: Item  items: [[Item]] }
      type Item @key(fields: "id") {
        id: ID!  width: Int @external  sides: [Side!]! @external
        form: String @requires(fields: "width sides { name }") }
      type Side @shareable { name: String }`,
    resolvers: {
      Query: { item: () => ({ id: '1' }), items: () => [[{ id: '1' }, null]] },
      Item: {
        __resolveReference: (it: object) => it,
        form: ({ width, sides }: { width: number; sides: object[] }) => `${width}${JSON.stringify(sides)}`,
      },
    },
  };
  const last = {
    name: 'last',
    typeDefs: `
      type Item @key(fields: "id") {
        id: ID!  width: Int @external  form: String @external
        label(loud: Boolean = false): String @requires(fields: "width form")
        box: Box @requires(fields: "width form") }
      type Box { text: String  size: Int }`,
    resolvers: {
      Item: {
        __resolveReference: (it: object) => it,
        label: ({ width, form }: { width: number; form: string }, { loud }: { loud: boolean }) =>
          `${width} ${form}${loud ? '!' : ''}`,
        box: ({ width, form }: { width: number; form: string }) => ({ text: form, size: width }),
      },
    },
  };
  const form = '3[{"name":"a"}]';

  it.each([
    ['{ item { label } }', { item: { label: `3 ${form}` } }],
    ['{ item { form label width } }', { item: { form, label: `3 ${form}`, width: 3 } }],
    ['{ item { a: label b: label(loud: true) } }', { item: { a: `3 ${form}`, b: `3 ${form}!` } }],
    ['query ($l: Boolean = true) { items { x: label(loud: $l) } }', { items: [[{ x: `3 ${form}!` }, null]] }],
    ['{ items { box { text s: size } } }', { items: [[{ box: { text: form, s: 3 } }, null]] }],
  ])('is planned in stages: %s', async (query, data) => {
    expect(await makeHub([base, middle, last]).run(query)).toEqual({ data, errors: undefined });
  });
});

describe('a field that requires one which requires another, beside one that clients do not see', () => {
  const fees = {
    name: 'fees',
    typeDefs: `
      type Query { plot: Plot }
      type Mutation { sell: Plot }
      type Plot @key(fields: "id") { id: ID!  area: Int @external  fee: Int @requires(fields: "area") }`,
    resolvers: {
      Query: { plot: () => ({ id: '1' }) },
      Mutation: { sell: () => ({ id: '1' }) },
      Plot: { __resolveReference: (it: object) => it, fee: ({ area }: { area: number }) => area * 2 },
    },
  };
  const land = {
    name: 'land',
    typeDefs: 'type Plot @key(fields: "id") { id: ID!  area: Int  rate: Int @inaccessible }',
    resolvers: { Plot: { __resolveReference: (it: object) => it, area: () => 5, rate: () => 3 } },
  };
  const bills = {
    name: 'bills',
    typeDefs: `
      type Plot @key(fields: "id") {
        id: ID!  rate: Int @external  fee: Int @external  bill: Int @requires(fields: "rate fee") }`,
    resolvers: {
      Plot: {
        __resolveReference: (it: object) => it,
        bill: ({ rate, fee }: { rate: number; fee: number }) => rate * fee,
      },
    },
  };

  it.each([
    ['{ plot { bill } }', { plot: { bill: 30 } }],
    ['{ plot { id bill fee } }', { plot: { id: '1', bill: 30, fee: 10 } }],
    ['mutation { sell { bill price: fee } }', { sell: { bill: 30, price: 10 } }],
  ])('is walked step by step: %s', async (query, expected) => {
    const { data, errors } = await makeHub([fees, land, bills]).run(query);
    expect({ data, errors }).toEqual({ data: expected, errors: undefined });
  });
});
