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

/** From the counter to the archive leads only the register, and that has lost one of the letters. */
const counter = {
  name: 'counter',
  typeDefs:
    'type Query { trays: [Tray] }  type Tray { letter: Letter }  type Letter @key(fields: "number") { number: ID! }',
  resolvers: { Query: { trays: () => ['n1', 'n2', 'n3'].map((number) => ({ letter: { number } })) } },
};
const register = {
  name: 'register',
  typeDefs: 'type Letter @key(fields: "id") @key(fields: "number") { id: ID!  number: ID! }',
  resolvers: {
    Letter: {
      __resolveReference: ({ number }: { number: string }) =>
        number === 'n2' ? null : { id: number.slice(1), number },
    },
  },
};
const archive = {
  name: 'archive',
  typeDefs: 'type Letter @key(fields: "id") { id: ID!  sender: Sender }  type Sender { name: String }',
  resolvers: {
    Letter: {
      __resolveReference: ({ id }: { id?: string }) => {
        if (!id) throw new Error('asked about nothing');
        return { id, sender: { name: `Sender ${id}` } };
      },
    },
  },
};

describe('an entity that somebody on the way does not know', () => {
  it('goes no further, without an error, and the others do', async () => {
    expect(await makeHub([counter, register, archive]).run('{ trays { letter { number sender { name } } } }')).toEqual({
      data: {
        trays: [
          { letter: { number: 'n1', sender: { name: 'Sender 1' } } },
          { letter: { number: 'n2', sender: null } },
          { letter: { number: 'n3', sender: { name: 'Sender 3' } } },
        ],
      },
      errors: undefined,
    });
  });
});
