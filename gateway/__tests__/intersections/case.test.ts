import { describe, expect, it } from '@jest/globals';
import { answers } from '../answers.ts';
import { makeHub } from '../harness.ts';

/** What subgraphs say differently about one thing: enums, inputs, arguments, nullability, unions, interfaces. */
const signs = {
  name: 'signs',
  typeDefs: `
    type Query {
      sign: Sign  signs(like: Wish): [Sign!]!  colors: [Color]  shared: Basket @shareable  mine: Basket
      echo(color: Choice!): String }
    type Sign @key(fields: "id") { id: ID!  color: Color @shareable  size: Int! @shareable  kind: Kind @inaccessible }
    enum Color { RED  GREEN  GOLD @inaccessible }
    enum Choice { RED  GREEN  WHITE }
    enum Kind { ROUND }
    input Wish { color: Choice  size: Int  note: String  deep: Inner }
    input Inner { a: Int = 4  onlyHere: Int }
    type Basket @shareable { items: [Thing!]! }
    union Thing = Apple | Pear
    type Apple @shareable { name: String }
    type Pear { weight: Int }`,
  resolvers: {
    Query: {
      sign: () => ({ id: '1', color: 'RED', size: 1 }),
      signs: (_: unknown, { like }: { like?: object }) => [{ id: JSON.stringify(like ?? null), size: 1 }],
      colors: () => ['RED', 'GOLD', null, 'GREEN'],
      shared: () => ({ items: [{ __typename: 'Apple', name: 'both' }] }),
      mine: () => ({
        items: [
          { __typename: 'Apple', name: 'a' },
          { __typename: 'Pear', weight: 2 },
        ],
      }),
      echo: (_: unknown, { color }: { color: string }) => color,
    },
    Sign: { __resolveReference: ({ id }: { id: string }) => ({ id, color: 'GREEN', size: 2 }) },
  },
};
const paint = {
  name: 'paint',
  typeDefs: `
    type Query { painted: [Sign]  paint(wish: Wish): String  shared: Basket @shareable  yours: Basket }
    type Sign @key(fields: "id") { id: ID!  color: Color @shareable  size: Int @shareable  coats(thin: Boolean = false): Int }
    enum Color { RED  GREEN  BLUE }
    enum Choice { RED  GREEN  BLACK }
    input Wish { color: Choice  size: Int  deep: Inner }
    input Inner { a: Int = 4 }
    type Basket @shareable { items: [Thing!]! }
    union Thing = Apple | Plum
    type Apple @shareable { name: String }
    type Plum { stone: Boolean }`,
  resolvers: {
    Query: {
      painted: () => [{ id: '1', color: 'BLUE', size: null }, null],
      paint: (_: unknown, { wish }: { wish: object }) => JSON.stringify(wish),
      shared: () => ({ items: [{ __typename: 'Apple', name: 'both' }] }),
      yours: () => ({
        items: [
          { __typename: 'Plum', stone: true },
          { __typename: 'Apple', name: 'b' },
        ],
      }),
    },
    Sign: {
      __resolveReference: ({ id }: { id: string }) => ({ id, color: 'RED', size: 3 }),
      coats: (_: unknown, { thin }: { thin: boolean }) => (thin ? 1 : 3),
    },
  },
};

const hub = () => makeHub([signs, paint]);
const codes = ({ errors }: { errors: readonly { extensions?: { code?: unknown } }[] | undefined }) =>
  errors?.map(({ extensions }) => extensions?.code);

describe('what subgraphs say differently', () => {
  answers(hub, [
    ['{ sign { color size } }', { sign: { color: 'RED', size: 1 } }],
    ['{ sign { color coats a: coats(thin: true) } }', { sign: { color: 'RED', coats: 3, a: 1 } }],
    ['{ painted { id color } }', { painted: [{ id: '1', color: 'BLUE' }, null] }],
    ['{ painted { size } }', { painted: [{ size: null }, null] }],
    ['{ colors }', { colors: ['RED', null, null, 'GREEN'] }],
    ['{ echo(color: GREEN) }', { echo: 'GREEN' }],
    ['query ($c: Choice!) { echo(color: $c) }', { echo: 'RED' }, { c: 'RED' }],
    ['{ paint(wish: { color: RED, deep: {} }) }', { paint: '{"color":"RED","deep":{"a":4}}' }],
    [
      'query ($w: Wish) { paint(wish: $w) }',
      { paint: '{"size":2,"deep":{"a":1}}' },
      { w: { size: 2, deep: { a: 1 } } },
    ],
    ['{ signs(like: { size: 1 }) { id } }', { signs: [{ id: '{"size":1}' }] }],
    [
      '{ mine { items { __typename ... on Apple { name } ... on Plum { stone } } } }',
      {
        mine: { items: [{ __typename: 'Apple', name: 'a' }, { __typename: 'Pear' }] },
      },
    ],
    [
      '{ yours { items { ... on Pear { weight } ... on Plum { stone } ... on Apple { name } } } }',
      {
        yours: { items: [{ stone: true }, { name: 'b' }] },
      },
    ],
    [
      '{ shared { items { __typename ... on Apple { name } ... on Pear { weight } ... on Plum { stone } } } }',
      {
        shared: { items: [{ __typename: 'Apple', name: 'both' }] },
      },
    ],
    ['{ yours { items { ... on Pear { weight } } } }', { yours: { items: [{}, {}] } }],
  ]);

  it.each([
    ['an enum value for input that not all know', '{ echo(color: WHITE) }'],
    ['an input field that not all know', '{ signs(like: { note: "x" }) { id } }'],
    ['an input field deeper down that not all know', '{ paint(wish: { deep: { onlyHere: 1 } }) }'],
    ['a hidden field', '{ sign { kind } }'],
  ])('refuses %s', async (_what, query) => {
    const answer = await hub().run(query);
    expect([answer.data, codes(answer)]).toEqual([undefined, ['GRAPHQL_VALIDATION_FAILED']]);
  });

  it('refuses in variables what not all know', async () => {
    const query = 'query ($w: Wish) { paint(wish: $w) }';
    for (const w of [{ note: 'x' }, { color: 'BLACK' }, { deep: { onlyHere: 2 } }])
      expect(codes(await hub().run(query, { variables: { w } }))).toEqual(['BAD_USER_INPUT']);
  });
});

describe('a directive for operations', () => {
  const one = {
    name: 'one',
    typeDefs:
      'directive @note(text: String, level: Level = LOW) on FIELD | FRAGMENT_SPREAD  enum Level { LOW HIGH }  type Query { a(l: Level): String }',
    resolvers: { Query: { a: () => 'a' } },
  };
  const two = {
    ...one,
    name: 'two',
    typeDefs: one.typeDefs.replace('a(l', 'b(l'),
    resolvers: { Query: { b: () => 'b' } },
  };

  answers(
    () => makeHub([one, two]),
    [
      ['{ a @note b @note(text: "x", level: HIGH) }', { a: 'a', b: 'b' }],
      [
        'query ($t: String) { x: a @note(text: $t) ...F @note } fragment F on Query { b }',
        { x: 'a', b: 'b' },
        { t: 'u' },
      ],
    ],
  );
});

describe('a directive for operations that subgraphs compose by name', () => {
  const office = (name: string, initial: string) => ({
    name,
    ownLink: true,
    typeDefs: `
      extend schema @link(url: "https://specs.apollo.dev/federation/v2.1", import: ["@composeDirective"])
        @link(url: "https://town.test/audience/v1.0", import: ["@audience"]) @composeDirective(name: "@audience")
      directive @audience(of: Audience! ${initial}) on FIELD | FRAGMENT_SPREAD
      enum Audience { ALL  STAFF }
      type Query { ${name}: String }`,
    resolvers: { Query: { [name]: () => name } },
  });
  const offices = () => makeHub([office('desk', ''), office('hall', '= ALL')]);

  answers(offices, [
    ['{ desk @audience hall @audience }', { desk: 'desk', hall: 'hall' }],
    ['{ desk @audience(of: STAFF) ...H @audience } fragment H on Query { hall }', { desk: 'desk', hall: 'hall' }],
    [
      '{ __schema { directives { name } } }',
      {
        __schema: {
          directives: ['include', 'skip', 'deprecated', 'specifiedBy', 'oneOf', 'audience'].map((name) => ({ name })),
        },
      },
    ],
  ]);

  it('travels with its default written out, for one may have declared none', async () => {
    const one = offices();
    await one.run('{ desk @audience hall }');
    expect(one.calls.map(({ document }) => document)).toEqual(['{desk@audience(of:ALL)}', '{hall}']);
  });

  it('is checked like any', async () => {
    expect(codes(await offices().run('{ desk @audience(of: NOBODY) }'))).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    expect(codes(await offices().run('query @audience { desk }'))).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  });
});
