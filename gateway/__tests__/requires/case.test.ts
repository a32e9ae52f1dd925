import { describe, expect, it } from '@jest/globals';
import { makeHub } from '../harness.ts';

const catalogue = {
  name: 'catalogue',
  typeDefs: `
    type Query { parcels: [Parcel!] }
    type Parcel @key(fields: "id") { id: ID!  size: Int  content: Content }
    union Content = Letter | Box
    type Letter { pages: Int! }
    type Box { weight: Int! }`,
  resolvers: {
    Query: {
      parcels: () => [
        { id: '1', size: 2, content: { __typename: 'Letter', pages: 3 } },
        { id: '2', size: null, content: { __typename: 'Box', weight: 40 } },
      ],
    },
  },
};
const shipping = {
  name: 'shipping',
  typeDefs: `
    type Parcel @key(fields: "id") {
      id: ID!  size: Int @external  content: Content @external
      price: Int @requires(fields: "content { ... on Letter { pages } ... on Box { weight } }")
      fits: Boolean @requires(fields: "size")
      label: String @requires(fields: "size") }
    union Content = Letter | Box
    type Letter { pages: Int! @external }
    type Box { weight: Int! @external }`,
  resolvers: {
    Parcel: {
      __resolveReference: (parcel: object) => parcel,
      price: ({ content }: { content: { pages?: number; weight?: number } }) =>
        (content.pages ?? 0) + (content.weight ?? 0),
      fits: ({ size }: { size: number | null }) => size !== null && size < 5,
      label: ({ id, size }: { id: string; size: number | null }) => `${id}/${size}`,
    },
  },
};
const insurance = {
  name: 'insurance',
  typeDefs: `type Parcel @key(fields: "id") { id: ID!  price: Int @external  premium: Int @requires(fields: "price") }`,
  resolvers: {
    Parcel: { __resolveReference: (parcel: object) => parcel, premium: ({ price }: { price: number }) => price * 2 },
  },
};

const hub = () => makeHub([catalogue, shipping, insurance]);

describe('@requires', () => {
  it('carries fields chosen by fragments on a union', async () => {
    expect((await hub().run('{ parcels { price } }')).data).toEqual({ parcels: [{ price: 3 }, { price: 40 }] });
  });

  it('follows a chain over three subgraphs', async () => {
    expect((await hub().run('{ parcels { premium } }')).data).toEqual({ parcels: [{ premium: 6 }, { premium: 80 }] });
  });

  it('sends a null that the schema allows', async () => {
    const { data } = await hub().run('{ parcels { fits label } }');
    expect(data).toEqual({
      parcels: [
        { fits: true, label: '1/2' },
        { fits: false, label: '2/null' },
      ],
    });
  });

  it('computes nothing from a field that never came', async () => {
    const broken = { ...catalogue, resolvers: { Query: { parcels: () => [{ id: '1', content: null }] } } };
    const dead = {
      ...shipping,
      answer: () => {
        throw new Error('must not be asked for what it cannot know');
      },
    };
    const one = makeHub([
      { ...broken, answer: () => ({ data: { parcels: [{ __typename: 'Parcel', id: '1' }] } }) },
      dead,
      insurance,
    ]);
    expect((await one.run('{ parcels { fits } }')).data).toEqual({ parcels: [{ fits: null }] });
    expect(one.unknownErrors).toEqual([]);
  });
});
