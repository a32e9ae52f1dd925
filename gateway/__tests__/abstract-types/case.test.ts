import { describe, expect, it } from '@jest/globals';
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
