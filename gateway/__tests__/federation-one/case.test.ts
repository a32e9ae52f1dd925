import { describe } from '@jest/globals';
import { answers } from '../answers.ts';
import { makeHub, type TestSubgraph } from '../harness.ts';

/** Documents of the first Federation: no `@link`, types extended by keyword or by directive, keys external. */
const people: TestSubgraph = {
  name: 'people',
  ownLink: true,
  typeDefs: `
    type Query { me: Person  people: [Person]  room: Room }
    type Person @key(fields: "id") @key(fields: "email") { id: ID!  email: String!  name: String  age: Int  home: Home }
    type Home { street: String  zip: String }
    type Room { floor: Int  door: String }`,
  resolvers: {
    Query: {
      me: () => person('1'),
      people: () => [person('2'), null, person('1')],
      room: () => ({ floor: 1, door: 'r' }),
    },
    Person: { __resolveReference: ({ id, email }: { id?: string; email?: string }) => person(id ?? email?.[1] ?? '') },
  },
};
const library: TestSubgraph = {
  name: 'library',
  ownLink: true,
  typeDefs: `
    extend type Query { books: [Book]  reading: Room }
    extend type Person @key(fields: "id") {
      id: ID! @external  age: Int @external  home: Home @external
      fee: Int @requires(fields: "age")  card: String @requires(fields: "home { zip street }")  books: [Book] }
    type Home @extends { street: String  zip: String }
    type Book @key(fields: "isbn") { isbn: ID!  title: String  reader: Person @provides(fields: "age") }
    type Room { floor: Int  door: String }`,
  resolvers: {
    Query: { books: () => BOOKS, reading: () => ({ floor: 2, door: 'l' }) },
    Person: {
      __resolveReference: (it: object) => it,
      fee: ({ age }: { age: number }) => age * 2,
      card: ({ home }: { home: { zip: string; street: string } }) => `${home.zip} ${home.street}`,
      books: ({ id }: { id: string }) => BOOKS.filter(({ reader }) => reader.id === id),
    },
    Book: { __resolveReference: ({ isbn }: { isbn: string }) => BOOKS.find((book) => book.isbn === isbn) },
  },
};
const print: TestSubgraph = {
  name: 'print',
  ownLink: true,
  typeDefs: `
    type Book @extends @key(fields: "isbn") { isbn: ID! @external  pages: Int }
    extend type Person @key(fields: "email") { email: String! @external  prints: Int }
    union Paper = Book | Leaf
    type Leaf { side: Int }
    extend type Query { paper: [Paper] }`,
  resolvers: {
    Query: {
      paper: () => [
        { __typename: 'Book', isbn: 'b2' },
        { __typename: 'Leaf', side: 1 },
      ],
    },
    Book: { __resolveReference: (it: object) => it, pages: ({ isbn }: { isbn: string }) => Number(isbn[1]) * 100 },
    Person: { __resolveReference: (it: object) => it, prints: ({ email }: { email: string }) => email.length },
  },
};
const person = (id: string) => ({
  id,
  email: `p${id}@x`,
  name: `P${id}`,
  age: Number(id) * 10,
  home: { street: `S${id}`, zip: `0${id}` },
});
const BOOKS = [
  { isbn: 'b1', title: 'One', reader: { id: '1', age: 10 } },
  { isbn: 'b2', title: 'Two', reader: { id: '2', age: 20 } },
];

describe('documents of the first Federation', () => {
  answers(
    () => makeHub([people, library, print]),
    [
      ['{ me { name fee } }', { me: { name: 'P1', fee: 20 } }],
      ['{ me { card } }', { me: { card: '01 S1' } }],
      ['{ me { card home { zip } age fee } }', { me: { card: '01 S1', home: { zip: '01' }, age: 10, fee: 20 } }],
      ['{ people { prints } }', { people: [{ prints: 4 }, null, { prints: 4 }] }],
      [
        '{ people { id books { title pages reader { name } } } }',
        {
          people: [
            { id: '2', books: [{ title: 'Two', pages: 200, reader: { name: 'P2' } }] },
            null,
            { id: '1', books: [{ title: 'One', pages: 100, reader: { name: 'P1' } }] },
          ],
        },
      ],
      ['{ books { reader { age } } }', { books: [{ reader: { age: 10 } }, { reader: { age: 20 } }] }],
      [
        '{ books { reader { age fee prints } } }',
        {
          books: [{ reader: { age: 10, fee: 20, prints: 4 } }, { reader: { age: 20, fee: 40, prints: 4 } }],
        },
      ],
      [
        '{ room { floor door } reading { floor door } }',
        { room: { floor: 1, door: 'r' }, reading: { floor: 2, door: 'l' } },
      ],
      [
        '{ paper { __typename ... on Book { title pages reader { name } } ... on Leaf { side } } }',
        {
          paper: [
            { __typename: 'Book', title: 'Two', pages: 200, reader: { name: 'P2' } },
            { __typename: 'Leaf', side: 1 },
          ],
        },
      ],
    ],
  );
});

/** One subgraph of today beside one of the first kind. */
const today: TestSubgraph = {
  name: 'today',
  typeDefs: `
    type Query { now: Person }
    type Person @key(fields: "id") { id: ID!  mood: String  name: String @external  hello: String @requires(fields: "name") }`,
  resolvers: {
    Query: { now: () => ({ id: '1' }) },
    Person: {
      __resolveReference: (it: object) => it,
      mood: () => 'well',
      hello: ({ name }: { name: string }) => `Hello ${name}`,
    },
  },
};

describe('both kinds of documents together', () => {
  answers(
    () => makeHub([people, library, print, today]),
    [
      [
        '{ now { mood name fee prints hello } }',
        { now: { mood: 'well', name: 'P1', fee: 20, prints: 4, hello: 'Hello P1' } },
      ],
      ['{ me { hello mood } }', { me: { hello: 'Hello P1', mood: 'well' } }],
    ],
  );
});
