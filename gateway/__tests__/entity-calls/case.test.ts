import { describe, expect, it } from '@jest/globals';
import { answers } from '../answers.ts';
import { makeHub } from '../harness.ts';

/** Keys that are more than an id: composite, nested, behind lists, of a parent; a root that all share; keys nobody resolves. */
const registry = {
  name: 'registry',
  typeDefs: `
    type Query { town: Town @shareable  groups: [Group]  list: GroupList }
    type Town @shareable { mayor: String @shareable  size: Int }
    type GroupList @key(fields: "groups { id kind { code } }") { groups: [Group!]! @shareable  first: Group }
    type Group @key(fields: "id kind { code }") { id: ID!  kind: Kind!  chair: Person  members: [[Person]] }
    type Kind @key(fields: "code") { code: String!  parent: Kind }
    type Person @key(fields: "id") @key(fields: "passport { number country }") { id: ID!  passport: Passport  name: String }
    type Passport @shareable { number: Int  country: String }`,
  resolvers: {
    Query: {
      town: () => ({ mayor: 'M', size: 1 }),
      groups: () => GROUPS,
      list: () => ({ groups: GROUPS, first: GROUPS[0] }),
    },
    Person: {
      __resolveReference: ({ id, passport }: { id?: string; passport?: { number: number } }) =>
        person(Number(id ?? passport?.number)),
    },
  },
};
const archive = {
  name: 'archive',
  typeDefs: `
    type Query { town: Town @shareable  oldest: Person }
    type Town @shareable { mayor: String @shareable  size: Int }
    type GroupList @key(fields: "groups { id kind { code } }") { groups: [Group!]! @shareable  total: Int  last: Group }
    type Group @key(fields: "id kind { code }") { id: ID!  kind: Kind!  founded: Int }
    type Kind @key(fields: "code") { code: String!  label: String }
    type Person @key(fields: "passport { number country }") @key(fields: "id", resolvable: false) { id: ID!  passport: Passport  file: String }
    type Passport @shareable { number: Int  country: String }`,
  resolvers: {
    Query: { town: () => ({ mayor: 'M', size: 1 }), oldest: () => ({ id: '2', passport: person(2).passport }) },
    GroupList: {
      __resolveReference: (it: object) => it,
      total: ({ groups }: { groups: object[] }) => groups.length,
      last: ({ groups }: { groups: object[] }) => groups.at(-1),
    },
    Group: {
      __resolveReference: (it: object) => it,
      founded: ({ id, kind }: { id: string; kind: { code: string } }) =>
        (kind.code === 'choir' ? 1900 : 2000) + Number(id),
    },
    Kind: { __resolveReference: (it: object) => it, label: ({ code }: { code: string }) => code.toUpperCase() },
    Person: {
      __resolveReference: (it: { passport?: object }) => {
        if (!it.passport) throw new Error('entered by a key that is not resolvable');
        return it;
      },
      file: ({ passport }: { passport: { number: number; country: string } }) =>
        `${passport.country}${passport.number}`,
    },
  },
};
const person = (n: number) => ({ id: String(n), passport: { number: n, country: 'DE' }, name: `P${n}` });
const GROUPS = [
  {
    id: '1',
    kind: { code: 'choir', parent: { code: 'club', parent: null } },
    chair: person(1),
    members: [[person(1), null], []],
  },
  { id: '1', kind: { code: 'club', parent: null }, chair: null, members: null },
];
const hub = () => makeHub([registry, archive]);

describe('entity calls', () => {
  answers(hub, [
    ['{ town { mayor size } }', { town: { mayor: 'M', size: 1 } }],
    ['{ a: town { mayor } b: town { x: size mayor } }', { a: { mayor: 'M' }, b: { x: 1, mayor: 'M' } }],
    ['{ groups { founded } }', { groups: [{ founded: 1901 }, { founded: 2001 }] }],
    [
      '{ groups { founded kind { label parent { label } } } }',
      {
        groups: [
          { founded: 1901, kind: { label: 'CHOIR', parent: { label: 'CLUB' } } },
          { founded: 2001, kind: { label: 'CLUB', parent: null } },
        ],
      },
    ],
    [
      '{ groups { id: founded kind { code: label } } }',
      {
        groups: [
          { id: 1901, kind: { code: 'CHOIR' } },
          { id: 2001, kind: { code: 'CLUB' } },
        ],
      },
    ],
    [
      '{ groups { chair { file name } members { file } } }',
      {
        groups: [
          { chair: { file: 'DE1', name: 'P1' }, members: [[{ file: 'DE1' }, null], []] },
          { chair: null, members: null },
        ],
      },
    ],
    ['{ list { total } }', { list: { total: 2 } }],
    [
      '{ list { total last { founded } first { founded } } }',
      {
        list: { total: 2, last: { founded: 2001 }, first: { founded: 1901 } },
      },
    ],
    [
      '{ oldest { name file passport { country } } }',
      { oldest: { name: 'P2', file: 'DE2', passport: { country: 'DE' } } },
    ],
    ['{ oldest { passport { number: country } id: name } }', { oldest: { passport: { number: 'DE' }, id: 'P2' } }],
    [
      '{ __typename town { t: __typename } groups { __typename kind { __typename parent { __typename } } } }',
      {
        __typename: 'Query',
        town: { t: 'Town' },
        groups: [
          { __typename: 'Group', kind: { __typename: 'Kind', parent: { __typename: 'Kind' } } },
          { __typename: 'Group', kind: { __typename: 'Kind', parent: null } },
        ],
      },
    ],
    ['{ x: __typename y: __typename }', { x: 'Query', y: 'Query' }],
    [
      'query ($no: Boolean = false) { groups @include(if: $no) { id } town @skip(if: $no) { size @skip(if: true) mayor } }',
      { town: { mayor: 'M' } },
    ],
    ['{ groups @skip(if: true) { id } }', {}],
  ]);

  it('enter by the parent where that spares a call, each distinct key once', async () => {
    const one = hub();
    await one.run('{ groups { kind { label } k: kind { label } } }');
    const calls = one.calls.filter(({ subgraph }) => subgraph === 'archive');
    const keys = ['choir', 'club'].map((code) => ({ __typename: 'Group', id: '1', kind: { code } }));
    expect(calls.map(({ variables }) => Object.values(variables))).toEqual([[keys]]);
  });
});
