import { describe, expect, it } from '@jest/globals';
import { answers } from '../answers.ts';
import { makeHub } from '../harness.ts';

/** Nothing but lists tells a bundle from others: its papers in one subgraph, its stamps in another. */
const PAPER = 'type Paper @shareable { no: Int!  kind: Kind! }  type Kind @shareable { name: String! }';
const archive = {
  name: 'archive',
  typeDefs: `
    type Query { bundles: [Bundle] }
    type Bundle @key(fields: "papers { no kind { name } }") { papers: [Paper!]! }  ${PAPER}`,
  resolvers: { Query: { bundles: () => [{ papers: papers(1, 2) }, null, { papers: [] }] } },
};
const registry = {
  name: 'registry',
  typeDefs: `
    type Bundle @key(fields: "papers { no kind { name } }") @key(fields: "stamps") {
      papers: [Paper!]!  stamps: [String]!  }  ${PAPER}`,
  resolvers: {
    Bundle: {
      __resolveReference: (it: { papers?: { no: number }[] }) => ({
        ...it,
        stamps: it.papers?.length ? ['a', null, `n${it.papers.length}`] : [],
      }),
    },
  },
};
const readers = {
  name: 'readers',
  typeDefs: `
    type Bundle @key(fields: "stamps") { stamps: [String]!  papers: [Paper!]! @external
      summary(mark: String = "."): String @requires(fields: "papers { no kind { name } }")  reader: String }  ${PAPER}`,
  resolvers: {
    Bundle: {
      __resolveReference: (it: object) => it,
      summary: (it: { papers: { no: number; kind: { name: string } }[] }, { mark }: { mark: string }) =>
        `${it.papers.map(({ no, kind }) => `${no}${kind.name}`).join('+')}${mark}`,
      reader: ({ stamps }: { stamps: string[] }) => JSON.stringify(stamps),
    },
  },
};
const papers = (...numbers: number[]) => numbers.map((no) => ({ no, kind: { name: no === 1 ? 'letter' : 'map' } }));

const hub = () => makeHub([archive, registry, readers]);

describe('keys made of lists', () => {
  answers(hub, [
    ['{ bundles { stamps } }', { bundles: [{ stamps: ['a', null, 'n2'] }, null, { stamps: [] }] }],
    ['{ bundles { reader } }', { bundles: [{ reader: '["a",null,"n2"]' }, null, { reader: '[]' }] }],
    [
      'query ($mark: String) { bundles { papers { kind: no } summary(mark: $mark) } }',
      {
        bundles: [{ papers: [{ kind: 1 }, { kind: 2 }], summary: '1letter+2map!' }, null, { papers: [], summary: '!' }],
      },
      { mark: '!' },
    ],
  ]);

  it('send the list whole, empty ones included', async () => {
    const one = hub();
    await one.run('{ bundles { reader } }');
    expect(one.calls.at(-1)?.variables.representations).toEqual([
      { __typename: 'Bundle', stamps: ['a', null, 'n2'] },
      { __typename: 'Bundle', stamps: [] },
    ]);
  });
});
