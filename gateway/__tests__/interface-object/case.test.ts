import { describe, expect, it } from '@jest/globals';
import { makeHub } from '../harness.ts';

const media = {
  name: 'media',
  typeDefs: `
    type Query { all: [Media!] }
    interface Media @key(fields: "id") { id: ID!  title: String }
    type Book implements Media @key(fields: "id") { id: ID!  title: String  pages: Int }
    type Film implements Media @key(fields: "id") { id: ID!  title: String  minutes: Int }`,
  resolvers: {
    Query: { all: () => [item('1'), item('2')] },
    Media: {
      __resolveReference: ({ id }: { id: string }) => item(id),
      __resolveType: ({ __typename }: Item) => __typename,
    },
    Book: { __resolveReference: ({ id }: { id: string }) => item(id) },
    Film: { __resolveReference: ({ id }: { id: string }) => item(id) },
  },
};
const reviews = {
  name: 'reviews',
  typeDefs: `
    type Query { reviewed: [Media!] }
    type Media @key(fields: "id") @interfaceObject { id: ID!  stars: Int }`,
  resolvers: {
    Query: {
      reviewed: () => [
        { id: '2', stars: 5 },
        { id: 'lost', stars: 0 },
      ],
    },
    Media: { __resolveReference: ({ id }: { id: string }) => ({ id, stars: Number(id) }) },
  },
};

type Item = { __typename: string };
const item = (id: string) =>
  ({
    '1': { __typename: 'Book', id, title: 'Buch', pages: 9 },
    '2': { __typename: 'Film', id, title: 'Film', minutes: 90 },
  })[id];

const hub = () => makeHub([media, reviews]);

describe('@interfaceObject', () => {
  it('adds its fields to every implementation', async () => {
    expect((await hub().run('{ all { __typename title stars } }')).data).toEqual({
      all: [
        { __typename: 'Book', title: 'Buch', stars: 1 },
        { __typename: 'Film', title: 'Film', stars: 2 },
      ],
    });
  });

  it('gives its own fields without asking for the type', async () => {
    const one = hub();
    expect((await one.run('{ reviewed { id stars } }')).data).toEqual({
      reviewed: [
        { id: '2', stars: 5 },
        { id: 'lost', stars: 0 },
      ],
    });
    expect(one.calls).toHaveLength(1);
  });

  it('asks the interface owner for the type, and keeps it when the object comes by again', async () => {
    const { data } = await makeHub([
      { ...media, resolvers: { ...media.resolvers } },
      { ...reviews, resolvers: { ...reviews.resolvers, Query: { reviewed: () => [{ id: '2', stars: 5 }] } } },
    ]).run('{ reviewed { __typename stars ... on Film { minutes } ... on Book { pages } } }');
    expect(data).toEqual({ reviewed: [{ __typename: 'Film', stars: 5, minutes: 90 }] });
  });

  it('never names the interface as the type of an object', async () => {
    const optional = { ...reviews, typeDefs: reviews.typeDefs.replace('[Media!]', '[Media]') };
    const { data } = await makeHub([media, optional]).run('{ reviewed { __typename id } }');
    expect(data).toEqual({ reviewed: [{ __typename: 'Film', id: '2' }, null] });
  });

  it('asks by the interface even where only its implementations can be found by key', async () => {
    const { Media: _, ...rest } = media.resolvers;
    const byType = { ...media, resolvers: { ...rest, Media: { __resolveType: () => 'Film' } } };
    const shelves = {
      name: 'shelves',
      typeDefs: `
        type Query { shelf: Shelf }
        type Shelf @key(fields: "id") { id: ID!  media: Media }
        type Media @key(fields: "id") @interfaceObject { id: ID! }`,
      resolvers: { Query: { shelf: () => ({ id: 's', media: { id: '2' } }) } },
    };
    expect((await makeHub([byType, shelves]).run('{ shelf { media { id ... on Film { minutes } } } }')).data).toEqual({
      shelf: { media: { id: '2', minutes: 90 } },
    });
  });
});
