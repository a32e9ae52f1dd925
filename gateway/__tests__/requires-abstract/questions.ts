import type { Question } from '../answers.ts';
import type { TestSubgraph } from '../harness.ts';

/** `@requires` that reads through interfaces and unions, in circles, beside `@override`, and into other entities. */
const land = {
  name: 'land',
  typeDefs: `
    type Query { plots: [Plot]  plot: Plot }
    type Plot @key(fields: "id") {
      id: ID!  area: Int  use: Use  owner: Owner  history: [Event!]
      tax: Int @requires(fields: "levy")  levy: Int @external
      old: String  note(length: Int = 3): String }
    interface Use { since: Int }
    type Field implements Use { since: Int  crop: String }
    type Wood implements Use { since: Int  trees: Int  kind: Kind }
    type Kind { name: String }
    union Event = Sale | Split
    type Sale { price: Int }
    type Split { parts: [Part!] }
    type Part { area: Int }
    interface Owner @key(fields: "id") { id: ID!  }
    type Person implements Owner @key(fields: "id") { id: ID!  born: Int }
    type Firm implements Owner @key(fields: "id") { id: ID!  staff: Int }`,
  resolvers: {
    Query: { plots: () => ['1', '2'].map(plot), plot: () => plot('1') },
    Plot: {
      __resolveReference: (it: { id: string }) => ({ ...plot(it.id), ...it }),
      tax: ({ levy }: { levy: number }) => levy + 1,
      note: ({ id }: { id: string }, { length }: { length: number }) => id.repeat(length),
    },
  },
};
const office = {
  name: 'office',
  typeDefs: `
    type Plot @key(fields: "id") {
      id: ID!  area: Int @external  use: Use @external  owner: Owner @external  history: [Event!] @external  note(length: Int = 3): String @external
      levy: Int @requires(fields: "area")
      fee: String @requires(fields: "use { since ... on Field { crop } ... on Wood { trees kind { name } } }")
      age: Int @requires(fields: "use { since }")
      sum: String @requires(fields: "history { ... on Sale { price } ... on Split { parts { area } } }")
      mark: String @requires(fields: "note(length: 2) area")
      bound: String @requires(fields: "owner { ... on Person { born } ... on Firm { staff } }")
      old: String @override(from: "land") @requires(fields: "area") }
    interface Use { since: Int }
    type Field implements Use { since: Int @external  crop: String @external }
    type Wood implements Use { since: Int @external  trees: Int @external  kind: Kind @external }
    type Kind { name: String @external }
    union Event = Sale | Split
    type Sale { price: Int @external }
    type Split { parts: [Part!] @external }
    type Part { area: Int @external }
    interface Owner { id: ID!  }
    type Person implements Owner @key(fields: "id") { id: ID!  born: Int @external }
    type Firm implements Owner @key(fields: "id") { id: ID!  staff: Int @external }`,
  resolvers: {
    Plot: {
      __resolveReference: (it: object) => it,
      levy: ({ area }: Read) => area * 2,
      fee: ({ use }: Read) => `${use.since} ${use.crop ?? `${use.trees} ${use.kind?.name}`}`,
      age: ({ use }: Read) => 2026 - use.since,
      sum: ({ history }: Read) =>
        JSON.stringify(history.map(({ price, parts }) => price ?? parts?.map(({ area }) => area))),
      mark: ({ note, area }: Read) => `${note} ${area}`,
      bound: ({ owner }: Read) => `${owner.born ?? '-'} ${owner.staff ?? '-'}`,
      old: ({ area }: Read) => `new ${area}`,
    },
  },
};
interface Read {
  area: number;
  note: string;
  use: { since: number; crop?: string; trees?: number; kind?: { name: string } };
  owner: { born?: number; staff?: number };
  history: { price?: number; parts?: { area: number }[] }[];
}
const plot = (id: string) =>
  id === '1'
    ? {
        id,
        area: 10,
        old: 'stale',
        use: { __typename: 'Field', since: 2000, crop: 'rye' },
        owner: { __typename: 'Person', id: 'p', born: 1970 },
        history: [{ __typename: 'Sale', price: 5 }],
      }
    : {
        id,
        area: 20,
        old: 'stale',
        use: { __typename: 'Wood', since: 1900, trees: 7, kind: { name: 'oak' } },
        owner: { __typename: 'Firm', id: 'f', staff: 3 },
        history: [
          { __typename: 'Split', parts: [{ area: 8 }, { area: 12 }] },
          { __typename: 'Sale', price: 9 },
        ],
      };

export const subgraphs: readonly TestSubgraph[] = [land, office];

export const questions: readonly Question[] = [
  ['{ plots { fee } }', { plots: [{ fee: '2000 rye' }, { fee: '1900 7 oak' }] }],
  [
    '{ plots { age use { since } } }',
    {
      plots: [
        { age: 26, use: { since: 2000 } },
        { age: 126, use: { since: 1900 } },
      ],
    },
  ],
  [
    '{ plots { fee use { ... on Wood { trees since: trees } } } }',
    {
      plots: [
        { fee: '2000 rye', use: {} },
        { fee: '1900 7 oak', use: { trees: 7, since: 7 } },
      ],
    },
  ],
  ['{ plots { sum } }', { plots: [{ sum: '[5]' }, { sum: '[[8,12],9]' }] }],
  [
    '{ plots { sum history { __typename ... on Split { parts { area } } } } }',
    {
      plots: [
        { sum: '[5]', history: [{ __typename: 'Sale' }] },
        {
          sum: '[[8,12],9]',
          history: [{ __typename: 'Split', parts: [{ area: 8 }, { area: 12 }] }, { __typename: 'Sale' }],
        },
      ],
    },
  ],
  ['{ plots { bound } }', { plots: [{ bound: '1970 -' }, { bound: '- 3' }] }],
  [
    '{ plots { bound owner { id ... on Firm { staff } } } }',
    {
      plots: [
        { bound: '1970 -', owner: { id: 'p' } },
        { bound: '- 3', owner: { id: 'f', staff: 3 } },
      ],
    },
  ],
  ['{ plot { tax } }', { plot: { tax: 21 } }],
  ['{ plot { tax levy area } }', { plot: { tax: 21, levy: 20, area: 10 } }],
  ['{ plot { area: tax tax: area } }', { plot: { area: 21, tax: 10 } }],
  ['{ plot { mark note } }', { plot: { mark: '11 10', note: '111' } }],
  ['{ plot { mark note(length: 5) } }', { plot: { mark: '11 10', note: '11111' } }],
  [
    'query ($n: Int) { plot { a: note(length: $n) mark b: note } }',
    { plot: { a: '1', mark: '11 10', b: '111' } },
    { n: 1 },
  ],
  [
    '{ plot { old } plots { old area } }',
    {
      plot: { old: 'new 10' },
      plots: [
        { old: 'new 10', area: 10 },
        { old: 'new 20', area: 20 },
      ],
    },
  ],
  [
    '{ plots { ...A ... on Plot @skip(if: true) { fee } } } fragment A on Plot { levy ...B } fragment B on Plot { mark tax }',
    {
      plots: [
        { levy: 20, mark: '11 10', tax: 21 },
        { levy: 40, mark: '22 20', tax: 41 },
      ],
    },
  ],
];
