import { describe, expect, it } from '@jest/globals';
import { answers } from '../answers.ts';
import { makeHub } from '../harness.ts';

/** The subgraph that sees media as one object knows neither their kinds nor any other interface around them. */
const library = {
  name: 'library',
  typeDefs: `
    type Query { media: [Medium]  loan: Loan }
    interface Node { id: ID! }
    interface Dated { year: Int }
    interface Medium @key(fields: "id") { id: ID! }
    type Book implements Medium & Node & Dated @key(fields: "id") { id: ID!  year: Int }
    type Film implements Medium & Node @key(fields: "id") { id: ID!  minutes: Int }
    union Loan = Book | Film`,
  resolvers: {
    Query: { media: () => [BOOK, FILM], loan: () => FILM },
    Medium: { __resolveReference: ({ id }: { id: string }) => [BOOK, FILM].find((it) => it.id === id) },
  },
};
const desk = {
  name: 'desk',
  typeDefs: `
    type Query { reserved: [Medium] }
    type Medium @key(fields: "id") @interfaceObject { id: ID!  shelf: String }`,
  resolvers: {
    Query: { reserved: () => [{ id: 'f' }, { id: 'b' }] },
    Medium: { __resolveReference: (it: object) => it, shelf: ({ id }: { id: string }) => `shelf ${id}` },
  },
};
const BOOK = { __typename: 'Book', id: 'b', year: 1900 };
const FILM = { __typename: 'Film', id: 'f', minutes: 0 };

const hub = () => makeHub([library, desk]);

describe('a condition on what a subgraph with an interface object has never heard of', () => {
  answers(hub, [
    ['{ reserved { ... on Node { id } } }', { reserved: [{ id: 'f' }, { id: 'b' }] }],
    ['{ reserved { ... on Node { x: __typename } } }', { reserved: [{ x: 'Film' }, { x: 'Book' }] }],
    [
      '{ reserved { ... on Dated { year ... on Medium { shelf } } } }',
      { reserved: [{}, { year: 1900, shelf: 'shelf b' }] },
    ],
    [
      '{ reserved { ... on Dated { __typename } shelf } }',
      { reserved: [{ shelf: 'shelf f' }, { __typename: 'Book', shelf: 'shelf b' }] },
    ],
    [
      '{ reserved { ... on Loan { ... on Medium { shelf } __typename } } }',
      {
        reserved: [
          { shelf: 'shelf f', __typename: 'Film' },
          { shelf: 'shelf b', __typename: 'Book' },
        ],
      },
    ],
    [
      '{ reserved { ... on Node { ... on Film { minutes } ... on Dated { ... on Book { year y: __typename } } } } }',
      { reserved: [{ minutes: 0 }, { year: 1900, y: 'Book' }] },
    ],
    ['{ loan { ... on Node { id ... on Medium { shelf } } } }', { loan: { id: 'f', shelf: 'shelf f' } }],
  ]);

  it('asks nobody for the kinds where all of them pass', async () => {
    const one = hub();
    await one.run('{ reserved { ... on Node { id } } }');
    expect(one.calls).toHaveLength(1);
  });
});

/** With one kind only, whatever the desk gives is of that kind, asked or not. */
const oneKind = {
  name: 'library',
  typeDefs: `
    type Query { media: [Medium] }
    interface Node { id: ID! }
    interface Medium @key(fields: "id") { id: ID! }
    type Book implements Medium & Node @key(fields: "id") { id: ID!  year: Int }`,
  resolvers: { Query: { media: () => [BOOK] }, Medium: { __resolveReference: () => BOOK } },
};

describe('a condition on the only kind there is', () => {
  answers(
    () => makeHub([oneKind, desk]),
    [
      [
        '{ reserved { ... on Book { x: id place: shelf id } ... on Node { id } } }',
        {
          reserved: [
            { x: 'f', place: 'shelf f', id: 'f' },
            { x: 'b', place: 'shelf b', id: 'b' },
          ],
        },
      ],
    ],
  );
});
