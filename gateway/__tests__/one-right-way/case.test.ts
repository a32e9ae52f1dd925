import { describe } from '@jest/globals';
import { answers } from '../answers.ts';
import { makeHub, type TestSubgraph } from '../harness.ts';

/** Subgraphs that fail, or lie, when they are asked for what is better had elsewhere. */
const never = (): never => {
  throw new Error('nobody should ask here');
};
type Keyed = { id: string };
type Fared = Keyed & { fare: number };

describe('a line that leads back to its kind', () => {
  const LINES = [1, 2, 3].map((n) => ({ __typename: 'Bus', id: `${n}`, fare: n === 2 ? 9 : 2.5 }));
  const rides: TestSubgraph = {
    name: 'rides',
    typeDefs: `
      type Query { ride: Ride }
      interface Ride { twin: Ride }
      type Bus implements Ride @key(fields: "id") { id: ID!  twin: Bus @provides(fields: "fare")  fare: Float @external }`,
    resolvers: {
      Query: { ride: () => LINES[0] },
      Bus: { twin: ({ id, fare }: Fared) => LINES.find((line) => line.fare === fare && line.id !== id) },
    },
  };
  const fares: TestSubgraph = {
    name: 'fares',
    typeDefs: 'type Bus @key(fields: "id") { id: ID!  fare: Float @shareable }',
    resolvers: { Bus: { __resolveReference: ({ id }: Keyed) => LINES.find((line) => line.id === id) } },
  };
  answers(
    () => makeHub([rides, fares]),
    [
      [
        '{ ride { twin { ... on Ride { twin { __typename } } } } }',
        { ride: { twin: { twin: { __typename: 'Bus' } } } },
      ],
      [
        `{ ride { __typename twin { __typename ... on Bus { id } twin { __typename ... on Bus { id } } }
          ... on Bus { id fare twin { id fare } } } }`,
        {
          ride: {
            __typename: 'Bus',
            id: '1',
            fare: 2.5,
            twin: { __typename: 'Bus', id: '3', fare: 2.5, twin: { __typename: 'Bus', id: '1' } },
          },
        },
      ],
    ],
  );
});

describe('what is given along at two depths', () => {
  const THEMES = ['1', '2', '3'].map((id) => ({ id, name: `Theme ${id}`, parts: [`${(Number(id) % 3) + 1}`] }));
  const theme = (id: string) => THEMES.find((one) => one.id === id);
  const withParts = (id: string) => ({ ...theme(id), parts: theme(id)?.parts.map(theme).map(short) });
  const short = (one?: { id: string; name: string }) => one && { id: one.id, name: one.name };
  const keys: TestSubgraph = {
    name: 'all-keys',
    typeDefs: 'type Page @key(fields: "id") { id: ID! }',
    resolvers: { Page: { __resolveReference: never } },
  };
  const pages: TestSubgraph = {
    name: 'pages',
    typeDefs: `
      type Query { pages: [Page] @shareable @provides(fields: "themes { id name parts { id name } }") }
      type Page @key(fields: "id") { id: ID!  themes: [Theme] @external }
      type Theme @key(fields: "id") { id: ID!  name: String  parts: [Theme] @external }`,
    resolvers: {
      Query: { pages: () => [{ id: 'p', themes: ['3', '1'].map(withParts) }] },
      Page: { __resolveReference: never },
      Theme: { __resolveReference: never },
    },
  };
  const themes: TestSubgraph = {
    name: 'themes',
    typeDefs: `
      type Page @key(fields: "id") { id: ID!  themes: [Theme] @shareable }
      type Theme @key(fields: "id") { id: ID!  parts: [Theme] @shareable }`,
    resolvers: { Page: { __resolveReference: never }, Theme: { __resolveReference: ({ id }: Keyed) => theme(id) } },
  };
  answers(
    () => makeHub([keys, pages, themes]),
    [
      ['{ pages { id themes { id name } } }', { pages: [{ id: 'p', themes: ['3', '1'].map(theme).map(short) }] }],
      [
        '{ pages { id themes { id name parts { id name } } } }',
        { pages: [{ id: 'p', themes: ['3', '1'].map(withParts) }] },
      ],
    ],
  );
});

describe('an external field that is given in one place and lied about in another', () => {
  const person = { id: '1', name: 'Ada', room: 'R1' };
  const rooms = (head: string, extension: string): TestSubgraph => ({
    name: 'rooms',
    ownLink: true,
    typeDefs: `${head}
      type Query { anyone: Person  known: Person @provides(fields: "name") }
      ${extension} { id: ID! @external  name: String! @external  room: String }`,
    resolvers: {
      Query: { anyone: () => ({ ...person, name: undefined }), known: () => person },
      Person: {
        __resolveReference: ({ id }: Keyed) => ({ id, room: 'R1' }),
        name: ({ name }: { name?: string }) => name ?? 'a lie',
      },
    },
  });
  const names = (head: string, shareable: string): TestSubgraph => ({
    name: 'staff',
    ownLink: true,
    typeDefs: `${head} type Query { boss: Person }  type Person @key(fields: "id") { id: ID!  name: String! ${shareable} }`,
    resolvers: { Query: { boss: () => person }, Person: { __resolveReference: () => person } },
  });
  const federation2 = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@external",
    "@extends", "@provides", "@shareable"])`;
  const hubs: [string, TestSubgraph[]][] = [
    ['by directive, Federation 1', [rooms('', 'type Person @key(fields: "id") @extends'), names('', '')]],
    ['by keyword, Federation 1', [rooms('', 'extend type Person @key(fields: "id")'), names('', '')]],
    ['by directive', [rooms(federation2, 'type Person @key(fields: "id") @extends'), names(federation2, '@shareable')]],
    ['by keyword', [rooms(federation2, 'extend type Person @key(fields: "id")'), names(federation2, '@shareable')]],
  ];
  describe.each(hubs)('extended %s', (_how, subgraphs) => {
    answers(
      () => makeHub(subgraphs),
      [
        ['{ anyone { id name } boss { name } }', { anyone: { id: '1', name: 'Ada' }, boss: { name: 'Ada' } }],
        ['{ anyone { id room name } }', { anyone: person }],
        ['{ known { id room name } }', { known: person }],
      ],
    );
  });
});

describe('a chain of @requires at whose end a condition stands', () => {
  const links = (name: string, field: string, by: string, others = ''): TestSubgraph => ({
    name,
    typeDefs: `type Bin @key(fields: "id") { id: ID!  ${by} @external  ${field} @requires(fields: "${by.split(':')[0]}")  ${others} }`,
    resolvers: {
      Bin: {
        __resolveReference: (it: object) => it,
        isFull: ({ level }: { level?: number }) => (level === undefined ? never() : level > 5),
        isDue: ({ isFull }: { isFull?: boolean }) => isFull ?? never(),
        alarm: never,
      },
    },
  });
  const bins: TestSubgraph = {
    name: 'bins',
    typeDefs: 'type Query { bin: Bin }  type Bin @key(fields: "id") { id: ID!  level: Int! }',
    resolvers: {
      Query: { bin: () => ({ id: '1', level: 9 }) },
      Bin: { __resolveReference: (it: object) => ({ ...it, level: 9 }) },
    },
  };
  answers(
    () =>
      makeHub([
        bins,
        links('full', 'isFull: Boolean!', 'level: Int!'),
        links('tour', 'isDue: Boolean!', 'isFull: Boolean!', 'alarm: Boolean! @requires(fields: "isFull")'),
      ]),
    [
      ['query ($on: Boolean = false) { bin { level alarm @include(if: $on) } }', { bin: { level: 9 } }],
      ['query ($off: Boolean = true) { bin { level alarm @skip(if: $off) } }', { bin: { level: 9 } }],
      ['query ($on: Boolean = true) { bin { level isDue @include(if: $on) } }', { bin: { level: 9, isDue: true } }],
      ['query ($off: Boolean = false) { bin { level isDue @skip(if: $off) } }', { bin: { level: 9, isDue: true } }],
    ],
  );
});

describe('what can be had but once', () => {
  /** Whoever looks at a parcel has it in his hands, and it is gone; a label is printed once. */
  const makeOffices = (): TestSubgraph[] => {
    const parcels = new Map([['p', 3]]);
    const labels: string[] = [];
    const take = (id: string) => {
      const weight = parcels.get(id);
      parcels.delete(id);
      return weight === undefined ? null : { id, weight };
    };
    const print = (_: unknown, { text }: { text: string }) => {
      if (labels.includes(text)) throw new Error('printed twice');
      labels.push(text);
      return { id: `l-${text}`, text };
    };
    const counter: TestSubgraph = {
      name: 'counter',
      typeDefs: `
        type Query { parcel(id: ID!): Parcel! }
        type Mutation { accept(parcel: NewParcel!): Parcel!  print(text: String!): Label! @shareable }
        input NewParcel { id: ID!  weight: Float! }
        type Parcel @key(fields: "id") { id: ID!  weight: Float! }
        type Label @key(fields: "id") { id: ID! }`,
      resolvers: {
        Query: { parcel: (_: unknown, { id }: Keyed) => ({ id, weight: parcels.get(id) }) },
        Mutation: {
          accept: (_: unknown, { parcel }: { parcel: Keyed & { weight: number } }) => {
            parcels.set(parcel.id, parcel.weight);
            return parcel;
          },
          print,
        },
        Parcel: { __resolveReference: ({ id }: Keyed) => take(id) },
      },
    };
    const scales: TestSubgraph = {
      name: 'scales',
      typeDefs: `
        type Mutation { print(text: String!): Label! @shareable }
        type Parcel @key(fields: "id") { id: ID!  weight: Float! @external  isHeavy: Boolean! @requires(fields: "weight")  isHere: Boolean! }
        type Label @key(fields: "id") { id: ID!  text: String! }`,
      resolvers: {
        Mutation: { print },
        Parcel: {
          __resolveReference: ({ id }: Keyed) => take(id),
          isHeavy: ({ weight }: { weight: number }) => weight > 100,
          isHere: () => true,
        },
        Label: { __resolveReference: ({ id }: Keyed) => ({ id, text: id.slice(2) }) },
      },
    };
    return [counter, scales];
  };
  answers(
    () => makeHub(makeOffices()),
    [
      [
        '{ parcel(id: "p") { id weight isHeavy isHere } }',
        { parcel: { id: 'p', weight: 3, isHeavy: false, isHere: true } },
      ],
      [
        'mutation { accept(parcel: { id: "q", weight: 599.5 }) { weight isHeavy isHere } }',
        { accept: { weight: 599.5, isHeavy: true, isHere: true } },
      ],
      ['mutation { print(text: "new") { id text } }', { print: { id: 'l-new', text: 'new' } }],
    ],
  );
});
