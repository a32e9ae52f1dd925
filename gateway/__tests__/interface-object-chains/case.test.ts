import { describe, expect, it } from '@jest/globals';
import { answers } from '../answers.ts';
import { makeHub } from '../harness.ts';

/** `upper` reads `handle`, which reads `name`: the first two are added by different subgraphs to all kinds at once. */
const people = {
  name: 'people',
  typeDefs: `
    type Query { members: [Member]  accounts: [Account] }
    interface Member @key(fields: "id") { id: ID!  name: String }
    type Person implements Member @key(fields: "id") { id: ID!  name: String  age: Int }
    type Robot implements Member @key(fields: "id") { id: ID!  name: String }
    union Account = Person | Robot`,
  resolvers: {
    Query: { members: () => [ANNA, ROBY], accounts: () => [ROBY, null, ANNA] },
    Member: { __resolveReference: ({ id }: { id: string }) => (id === 'anna' ? ANNA : ROBY) },
  },
};
const handles = {
  name: 'handles',
  typeDefs: `
    type Query { latest: [Member] }
    type Member @key(fields: "id") @interfaceObject {
      id: ID!  name: String @external  handle: String @requires(fields: "name") }`,
  resolvers: {
    Query: { latest: () => [{ id: 'roby' }, { id: 'anna' }] },
    Member: {
      __resolveReference: (it: object) => it,
      handle: ({ name }: { name: string | null }) => `@${name}`,
    },
  },
};
const letters = {
  name: 'letters',
  typeDefs: `
    type Member @key(fields: "id") @interfaceObject {
      id: ID!  handle: String @external  upper: String @requires(fields: "handle")  tags: [String!] }`,
  resolvers: {
    Member: {
      __resolveReference: (it: object) => it,
      upper: ({ handle }: { handle: string }) => handle.toUpperCase(),
      tags: ({ id }: { id: string }) => [id],
    },
  },
};
const ANNA = { __typename: 'Person', id: 'anna', name: 'Anna', age: 0 };
const ROBY = { __typename: 'Robot', id: 'roby', name: null };

describe('@requires over two interface objects', () => {
  answers(
    () => makeHub([people, handles, letters]),
    [
      ['{ members { upper } }', { members: [{ upper: '@ANNA' }, { upper: '@NULL' }] }],
      ['{ accounts { ... on Robot { upper } } }', { accounts: [{ upper: '@NULL' }, null, {}] }],
      [
        '{ latest { upper tags ... on Person { age again: upper } } }',
        {
          latest: [
            { upper: '@NULL', tags: ['roby'] },
            { upper: '@ANNA', tags: ['anna'], age: 0, again: '@ANNA' },
          ],
        },
      ],
      [
        '{ latest { ... on Robot { ... on Member { ... on Person { age upper } tags } } handle } }',
        { latest: [{ tags: ['roby'], handle: '@null' }, { handle: '@Anna' }] },
      ],
      [
        '{ accounts { ... on Account { ... on Member { upper name } __typename } } members { x: handle } }',
        {
          accounts: [
            { upper: '@NULL', name: null, __typename: 'Robot' },
            null,
            { upper: '@ANNA', name: 'Anna', __typename: 'Person' },
          ],
          members: [{ x: '@Anna' }, { x: '@null' }],
        },
      ],
    ],
  );

  it('asks no subgraph the same question twice', async () => {
    const hub = makeHub([people, handles, letters]);
    await hub.run('{ latest { upper id tags ... on Person { age again: upper } ... on Robot { x: upper } } }');
    const questions = hub.calls.filter(({ document }) => !document.includes('_entities'));
    expect(questions.length).toBe(new Set(questions.map(({ document }) => document)).size);
  });
});
