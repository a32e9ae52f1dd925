import { describe, expect, it } from '@jest/globals';
import { makeHub } from '../harness.ts';

const posts = {
  name: 'posts',
  typeDefs: `
    type Query { feed: [Post!] }
    type Post @key(fields: "id") { id: ID!  comments(limit: Int!): [Comment!] }
    type Comment { id: ID!  authorId: ID! }`,
  resolvers: {
    Query: { feed: () => [{ id: 'p1' }] },
    Post: {
      __resolveReference: ({ id }: { id: string }) => ({ id }),
      comments: (_: unknown, { limit }: { limit: number }) =>
        [1, 2, 3, 4].slice(0, limit).map((n) => ({ id: `c${n}`, authorId: `u${n}` })),
    },
  },
};

/** The author is whoever wrote the third comment: needs `comments(limit: 3)`, whatever the client asks. */
const authors = {
  name: 'authors',
  typeDefs: `
    type Post @key(fields: "id") {
      id: ID!  comments(limit: Int!): [Comment!] @external
      author: Author @requires(fields: "comments(limit: 3) { authorId }") }
    type Comment { authorId: ID! @external }
    type Author { id: ID! }`,
  resolvers: {
    Post: {
      __resolveReference: (post: object) => post,
      author: ({ comments }: { comments: { authorId: string }[] }) => ({ id: comments[2]?.authorId }),
    },
  },
};

const hub = () => makeHub([posts, authors]);
const AUTHOR = { id: 'u3' };

describe('a required field with arguments', () => {
  it('is fetched with its own arguments', async () => {
    expect((await hub().run('{ feed { author { id } } }')).data).toEqual({ feed: [{ author: AUTHOR }] });
  });

  it('leaves the same field of the client with the arguments of the client', async () => {
    const { data } = await hub().run('{ feed { author { id } comments(limit: 1) { id } } }');
    expect(data).toEqual({ feed: [{ author: AUTHOR, comments: [{ id: 'c1' }] }] });
  });

  it('holds when the argument is a variable', async () => {
    const query = 'query ($n: Int!) { feed { author { id } comments(limit: $n) { id } } }';
    const { data } = await hub().run(query, { variables: { n: 2 } });
    expect(data).toEqual({ feed: [{ author: AUTHOR, comments: [{ id: 'c1' }, { id: 'c2' }] }] });
  });

  it('holds when the client spreads it over fragments', async () => {
    const { data } = await hub().run(`
      { feed { ...A ...B } }
      fragment A on Post { author { id } }
      fragment B on Post { comments(limit: 1) { id } }`);
    expect(data).toEqual({ feed: [{ author: AUTHOR, comments: [{ id: 'c1' }] }] });
  });

  it('never shows its private name to a client', async () => {
    const { data } = await hub().run('{ __type(name: "Post") { fields { name } } }');
    expect(data).toEqual({ __type: { fields: [{ name: 'id' }, { name: 'comments' }, { name: 'author' }] } });
  });
});
