import { describe, expect, it } from '@jest/globals';
import { answers } from '../answers.ts';
import { makeHub } from '../harness.ts';

const a = {
  name: 'a',
  typeDefs: `
    type Query { inbox: [Item] }
    union Item = Letter | Bill
    interface Titled { title: String }
    type Letter implements Titled @key(fields: "id") { id: ID!  title: String }
    type Bill implements Titled @key(fields: "id") { id: ID!  title: String }`,
  resolvers: {
    Query: {
      inbox: () => [
        { __typename: 'Letter', id: 'l', title: 'Brief' },
        { __typename: 'Bill', id: 'b', title: 'Rechnung' },
      ],
    },
  },
};
const b = {
  name: 'b',
  typeDefs: `
    interface Sized { size: Int }
    type Letter implements Sized @key(fields: "id") { id: ID!  size: Int }
    type Bill implements Sized @key(fields: "id") { id: ID!  size: Int  cents: Int }`,
  resolvers: {
    Letter: { __resolveReference: (it: object) => ({ ...it, size: 1 }) },
    Bill: { __resolveReference: (it: object) => ({ ...it, size: 2, cents: 300 }) },
  },
};

const hub = () => makeHub([a, b]);

describe('unions and interfaces over several subgraphs', () => {
  it('give each member its own fields', async () => {
    const { data } = await hub().run('{ inbox { __typename ... on Letter { title } ... on Bill { cents } } }');
    expect(data).toEqual({
      inbox: [
        { __typename: 'Letter', title: 'Brief' },
        { __typename: 'Bill', cents: 300 },
      ],
    });
  });

  it('answer fields of an interface that only another subgraph knows', async () => {
    const { data } = await hub().run('{ inbox { ... on Titled { title } ... on Sized { size } } }');
    expect(data).toEqual({
      inbox: [
        { title: 'Brief', size: 1 },
        { title: 'Rechnung', size: 2 },
      ],
    });
  });

  it('let one response key mean another field on each member', async () => {
    const { data } = await hub().run('{ inbox { ... on Letter { x: size } ... on Bill { x: cents } } }');
    expect(data).toEqual({ inbox: [{ x: 1 }, { x: 300 }] });
  });

  it('follow named fragments nested in each other', async () => {
    const { data } = await hub().run(`
      { inbox { ...All } }
      fragment All on Item { ...Head ... on Sized { ...Size } }
      fragment Head on Titled { title }
      fragment Size on Sized { size }`);
    expect(data).toEqual({
      inbox: [
        { title: 'Brief', size: 1 },
        { title: 'Rechnung', size: 2 },
      ],
    });
  });
});

/** Two members of a union, the same field: where one says it is never empty, GraphQL will not let both be asked under one key. */
describe('members whose fields differ in what may be empty', () => {
  const ANN = { __typename: 'Citizen', id: '1', name: 'Ann' };
  const holders = () => [ANN, { __typename: 'Office', id: '9', name: 'Nine' }];
  const list = {
    name: 'list',
    typeDefs: 'type Query { citizens: [Citizen!]! }  type Citizen { id: ID @shareable }',
    resolvers: { Query: { citizens: () => [{ id: '1' }] } },
  };
  const keys = {
    name: 'keys',
    typeDefs: `
      type Query { holders: [Holder!]! }
      union Holder = Citizen | Office
      type Citizen @key(fields: "id") { id: ID!  name: String  peers: [Holder!]! }
      type Office { id: ID  name: String @shareable  peers: [Holder!]! }`,
    resolvers: {
      Query: { holders },
      Citizen: { __resolveReference: () => ANN, peers: holders },
      Office: { peers: holders },
    },
  };
  const asked = (fields: string, depth: number): string =>
    ['Citizen', 'Office']
      .map((type) => `... on ${type} { ${fields} ${depth > 0 ? `peers { ${asked(fields, depth - 1)} }` : ''} }`)
      .join(' ');
  const given = (depth: number): unknown[] =>
    holders().map(({ id, name }) => ({ id, name, ...(depth > 0 && { peers: given(depth - 1) }) }));

  answers(
    () => makeHub([list, keys]),
    [0, 1, 2].map((depth) => [
      `{ citizens { id name } holders { ${asked('id name', depth)} } }`,
      { citizens: [{ id: '1', name: 'Ann' }], holders: given(depth) },
    ]),
  );
});
