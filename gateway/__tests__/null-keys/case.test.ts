import { describe, expect, it } from '@jest/globals';
import { makeHub } from '../harness.ts';

const books = {
  name: 'books',
  typeDefs: `
    type Query { books: [Book!] }
    type Book { title: String!  author: Author }
    type Author @key(fields: "id") { id: ID }`,
  resolvers: {
    Query: {
      books: () => [
        { title: 'one', author: { id: '1' } },
        { title: 'two', author: { id: null } },
        { title: 'three', author: null },
        { title: 'four', author: { id: 'gone' } },
      ],
    },
  },
};
const authors = {
  name: 'authors',
  typeDefs: 'type Author @key(fields: "id") { id: ID  name: String }',
  resolvers: {
    Author: { __resolveReference: ({ id }: { id: string }) => (id === 'gone' ? null : { id, name: `Author ${id}` }) },
  },
};

describe('a key that is null', () => {
  it('is not sent, and leaves the other entities alone', async () => {
    const hub = makeHub([books, authors]);
    const { data, errors } = await hub.run('{ books { title author { name } } }');
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      books: [
        { title: 'one', author: { name: 'Author 1' } },
        { title: 'two', author: { name: null } },
        { title: 'three', author: null },
        { title: 'four', author: { name: null } },
      ],
    });
    expect(hub.calls.at(-1)?.variables.representations).toEqual([
      { __typename: 'Author', id: '1' },
      { __typename: 'Author', id: 'gone' },
    ]);
  });
});
