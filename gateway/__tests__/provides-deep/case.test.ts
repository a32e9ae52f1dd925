import { describe, expect, it } from '@jest/globals';
import { answers } from '../answers.ts';
import { makeHub } from '../harness.ts';

/** The stock subgraph gives along what the catalogue owns: nested, on a union, on an interface. It fails when asked for more. */
const catalogue = {
  name: 'catalogue',
  typeDefs: `
    type Query { parts: [Part] }
    interface Good { id: ID!  label: String }
    type Part implements Good @key(fields: "id") { id: ID!  label: String @shareable  weight: Int! @shareable  maker: Maker  group: Group @shareable }
    type Tool implements Good @key(fields: "id") { id: ID!  label: String @shareable  power: Int @shareable }
    type Maker @key(fields: "id") { id: ID!  name: String @shareable  city: String @shareable }
    type Group @key(fields: "id") { id: ID!  title: String @shareable  parent: Group @shareable }`,
  resolvers: {
    Query: { parts: () => [part('1')] },
    Part: { __resolveReference: ({ id }: { id: string }) => part(id) },
    Tool: { __resolveReference: ({ id }: { id: string }) => ({ id, label: `T${id}`, power: 9 }) },
    Maker: { __resolveReference: ({ id }: { id: string }) => ({ id, name: `M${id}`, city: `C${id}` }) },
    Group: { __resolveReference: ({ id }: { id: string }) => group(id) },
  },
};
const stock = {
  name: 'stock',
  typeDefs: `
    type Query {
      first: Part @provides(fields: "label group { title parent { title } }")
      all: [Any] @provides(fields: "... on Part { label } ... on Tool { power }")
      goods: [Good] @provides(fields: "... on Part { label }")
      bare: Part }
    union Any = Part | Tool
    interface Good { id: ID! }
    type Part implements Good @key(fields: "id") { id: ID!  label: String @external  group: Group @external  count: Int }
    type Tool implements Good @key(fields: "id") { id: ID!  power: Int @external }
    type Group @key(fields: "id") { id: ID!  title: String @external  parent: Group @external }`,
  resolvers: {
    Query: {
      first: () => ({ ...part('1'), count: 5, weight: undefined }),
      all: () => [
        { __typename: 'Part', id: '1', label: 'P1', count: 5 },
        { __typename: 'Tool', id: '2', power: 9 },
      ],
      goods: () => [
        { __typename: 'Part', id: '1', label: 'P1', count: 5 },
        { __typename: 'Tool', id: '2' },
      ],
      bare: () => ({ id: '1', count: 5 }),
    },
    Part: { __resolveReference: ({ id }: { id: string }) => ({ id, count: 5 }) },
  },
};
const group = (id: string): object => ({
  id,
  title: `G${id}`,
  parent: id === '0' ? null : { id: '0', title: 'G0', parent: null },
});
const part = (id: string) => ({
  id,
  label: `P${id}`,
  weight: 3,
  maker: { id: 'm', name: 'Mm', city: 'Cm' },
  group: group('1'),
});
const hub = () => makeHub([catalogue, stock]);

describe('@provides', () => {
  answers(hub, [
    ['{ first { label } }', { first: { label: 'P1' } }],
    ['{ first { label count weight } }', { first: { label: 'P1', count: 5, weight: 3 } }],
    ['{ first { group { title parent { title } } } }', { first: { group: { title: 'G1', parent: { title: 'G0' } } } }],
    [
      '{ first { group { parent { parent { title } id } } } }',
      { first: { group: { parent: { parent: null, id: '0' } } } },
    ],
    ['{ first { maker { city } x: label } }', { first: { maker: { city: 'Cm' }, x: 'P1' } }],
    ['{ bare { label count } }', { bare: { label: 'P1', count: 5 } }],
    [
      '{ all { ... on Part { label count } ... on Tool { power label } } }',
      {
        all: [
          { label: 'P1', count: 5 },
          { power: 9, label: 'T2' },
        ],
      },
    ],
    [
      '{ all { __typename ... on Tool { power } } }',
      { all: [{ __typename: 'Part' }, { __typename: 'Tool', power: 9 }] },
    ],
    ['{ goods { label } }', { goods: [{ label: 'P1' }, { label: 'T2' }] }],
    ['{ goods { id ... on Part { label weight } } }', { goods: [{ id: '1', label: 'P1', weight: 3 }, { id: '2' }] }],
  ]);

  it.each([
    ['{ first { id label } }', ['stock']],
    ['{ first { group { title parent { title } } } }', ['stock']],
    ['{ all { ... on Part { label } ... on Tool { power } } }', ['stock']],
    ['{ bare { label } }', ['stock', 'catalogue']],
  ])('spares calls, and asks only for what is asked: %s', async (query, subgraphs) => {
    const one = hub();
    await one.run(query);
    expect(one.calls.map(({ subgraph }) => subgraph)).toEqual(subgraphs);
    expect(one.calls[0]?.document).not.toContain('weight');
  });
});
