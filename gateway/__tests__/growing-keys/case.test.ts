import { describe } from '@jest/globals';
import { answers } from '../answers.ts';
import { makeHub, type TestSubgraph } from '../harness.ts';

/** A folder of forms, known by more at each stop: by numbers, by numbers and codes, by these and their kinds and one form of it. */
const FORMS = [1, 2].map((n) => ({ no: `${n}`, code: `c${n}`, fee: n * 100, kind: { no: `k${n}`, tag: `t${n}` } }));
type Form = (typeof FORMS)[number];
type Known = Partial<Form> & { no: string };

/** Who is not told all that belongs to the key does not find the form. */
const find = (known: Known, ...parts: ('code' | 'kind')[]) =>
  FORMS.find(
    (form) => form.no === known.no && parts.every((part) => JSON.stringify(form[part]) === JSON.stringify(known[part])),
  );
const folder = (forms: readonly (Form | undefined)[], chosen = forms[1]) => ({ forms, first: forms[0], chosen });

const codes: TestSubgraph = {
  name: 'codes',
  typeDefs: 'type Form @key(fields: "no") @key(fields: "no code") { no: String!  code: String! }',
  resolvers: { Form: { __resolveReference: (it: Known) => find(it) } },
};
const folders: TestSubgraph = {
  name: 'folders',
  typeDefs: `
    type Folder @key(fields: "forms { no code }") { forms: [Form!]!  first: Form @shareable  chosen: Form @shareable }
    type Form @key(fields: "no code") { no: String!  code: String }`,
  resolvers: {
    Folder: { __resolveReference: ({ forms }: { forms: Known[] }) => folder(forms.map((form) => find(form, 'code'))) },
    Form: { __resolveReference: (it: Known) => find(it, 'code') },
  },
};
const prices: TestSubgraph = {
  name: 'prices',
  typeDefs: `
    type Folder @key(fields: "forms { no code kind { no tag } } chosen { no }") {
      forms: [Form!]!  first: Form @shareable  chosen: Form @shareable }
    type Form @key(fields: "no code kind { no tag }") { no: String!  code: String  kind: Kind  fee: Fee }
    type Kind @key(fields: "no tag") { no: String!  tag: String }
    type Fee { cents: Int! }`,
  resolvers: {
    Folder: {
      __resolveReference: ({ forms, chosen }: { forms: Known[]; chosen: Known }) =>
        folder(
          forms.map((form) => find(form, 'code', 'kind')),
          find(chosen),
        ),
    },
    Form: { __resolveReference: (it: Known) => find(it, 'code', 'kind'), fee: ({ fee }: Form) => ({ cents: fee }) },
  },
};
const shelf: TestSubgraph = {
  name: 'shelf',
  ownLink: true,
  typeDefs: `
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.0", import: ["@key", "@external", "@extends", "@shareable"])
    type Query { top: Folder! }
    type Folder @key(fields: "forms { no }") { forms: [Form!]! }
    type Form @extends @key(fields: "no") { no: String! @external  kind: Kind @shareable }
    type Kind @key(fields: "no") { no: String!  tag: String @shareable  main: Form! @shareable }`,
  resolvers: {
    Query: { top: () => ({ forms: FORMS }) },
    Form: { __resolveReference: (it: Known) => find(it) },
    Kind: { main: ({ no }: { no: string }) => FORMS.find(({ kind }) => kind.no === no) },
  },
};

describe('keys that grow from stop to stop', () => {
  answers(
    () => makeHub([codes, folders, prices, shelf]),
    [
      [
        '{ top { forms { no fee { cents } } } }',
        { top: { forms: FORMS.map(({ no, fee }) => ({ no, fee: { cents: fee } })) } },
      ],
      [
        '{ top { first { code } chosen { fee { cents } } } }',
        { top: { first: { code: 'c1' }, chosen: { fee: { cents: 200 } } } },
      ],
      [
        '{ top { forms { no code fee { cents } kind { main { no } no tag } } chosen { no } first { no } } }',
        {
          top: {
            forms: FORMS.map(({ no, code, fee, kind }) => ({
              no,
              code,
              fee: { cents: fee },
              kind: { main: { no }, ...kind },
            })),
            chosen: { no: '2' },
            first: { no: '1' },
          },
        },
      ],
    ],
  );
});
