import { describe, expect, it } from '@jest/globals';
import { makeHub } from '../harness.ts';

/** One selection holds for one kind only and requires a field, another holds for all: planned together, all but one kind lose the second. */
const registry = {
  name: 'registry',
  typeDefs: `
    type Query { assets: [Asset] }
    interface Asset @key(fields: "id") { id: ID!  area: Int }
    type Park implements Asset @key(fields: "id") { id: ID!  area: Int }
    type Hall implements Asset @key(fields: "id") { id: ID!  area: Int }`,
  resolvers: { Query: { assets: () => [asset('p'), asset('h')] } },
};
const insurance = {
  name: 'insurance',
  typeDefs: `
    type Asset @key(fields: "id") @interfaceObject {
      id: ID!  area: Int @external  risk: Int  premium: Int @requires(fields: "area") }`,
  resolvers: {
    Asset: {
      __resolveReference: (it: object) => it,
      risk: ({ id }: { id: string }) => (id === 'p' ? 1 : 2),
      premium: ({ area }: { area: number }) => area * 3,
    },
  },
};
const asset = (id: string) => ({ __typename: id === 'p' ? 'Park' : 'Hall', id, area: id === 'p' ? 7 : 4 });

const hub = () => makeHub([registry, insurance]);

describe('a plan that would lose a field', () => {
  it.each([
    ['{ assets { ... on Park { premium } risk } }', [{ premium: 21, risk: 1 }, { risk: 2 }]],
    ['{ assets { risk ... on Park { premium area } } }', [{ risk: 1, premium: 21, area: 7 }, { risk: 2 }]],
    [
      '{ assets { risk premium } }',
      [
        { risk: 1, premium: 21 },
        { risk: 2, premium: 12 },
      ],
    ],
    [
      '{ assets { ...on Hall { x: premium } ...on Park { y: premium } risk id } }',
      [
        { y: 21, risk: 1, id: 'p' },
        { x: 12, risk: 2, id: 'h' },
      ],
    ],
  ])('is made in parts: %s', async (query, assets) => {
    const { data, errors } = await hub().run(query);
    expect({ data, errors }).toEqual({ data: { assets }, errors: undefined });
  });
});
