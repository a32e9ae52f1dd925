import { describe, expect, it } from '@jest/globals';
import { makeHub, toAnswer } from '../harness.ts';

/**
 * `upper` reads `handle`, which reads `name`; `handle` and `upper` are added to all kinds at once. No single plan brings both
 * to what `handles` returns: what is read afterwards has to be planned in parts and stages.
 */
const makeTown = () => {
  const log: string[] = [];
  const people = {
    name: 'people',
    typeDefs: `
      type Query { members: [Member] }
      type Mutation { hire(id: ID!): Member }
      interface Member @key(fields: "id") { id: ID!  name: String }
      type Person implements Member @key(fields: "id") { id: ID!  name: String  age: Int }
      type Robot implements Member @key(fields: "id") { id: ID!  name: String }`,
    resolvers: {
      Mutation: { hire: (_: unknown, { id }: { id: string }) => done(`hire ${id}`, memberOf(id)) },
      Member: { __resolveReference: ({ id }: { id: string }) => memberOf(id) },
    },
  };
  const handles = {
    name: 'handles',
    typeDefs: `
      type Mutation { promote(id: ID!): Promotion  praise(id: ID!): Member }
      type Subscription { promoted: Promotion }
      type Promotion { rank: Int!  members: [Member!]! }
      type Member @key(fields: "id") @interfaceObject {
        id: ID!  name: String @external  stars: Int  handle: String @requires(fields: "name") }`,
    resolvers: {
      Mutation: {
        promote: (_: unknown, { id }: { id: string }) => done(`promote ${id}`, { rank: 1, members: [{ id }] }),
        praise: (_: unknown, { id }: { id: string }) => done(`praise ${id}`, { id }),
      },
      Subscription: {
        promoted: {
          async *subscribe() {
            yield { promoted: { rank: 1, members: [{ id: 'anna' }] } };
            yield { promoted: { rank: 2, members: [{ id: 'roby' }, { id: 'anna' }] } };
          },
        },
      },
      Member: {
        __resolveReference: (it: object) => it,
        handle: ({ name }: { name: string }) => `@${name}`,
        stars: () => log.length,
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
  const done = <Value>(what: string, value: Value): Value => {
    log.push(what);
    return value;
  };
  const hub = makeHub([people, handles, letters]);
  return { hub, log };
};

const memberOf = (id: string) =>
  id === 'anna' ? { __typename: 'Person', id, name: 'Anna', age: 0 } : { __typename: 'Robot', id, name: 'Roby' };

describe('a mutation whose answer no single plan brings', () => {
  it.each([
    [
      'mutation { promote(id: "anna") { rank members { upper tags ... on Person { age handle } } } }',
      { promote: { rank: 1, members: [{ upper: '@ANNA', tags: ['anna'], age: 0, handle: '@Anna' }] } },
    ],
    [
      'mutation ($who: ID!) { p: promote(id: $who) { ...part members { ... on Robot { upper } } } } fragment part on Promotion { members { stars handle } }',
      { p: { members: [{ stars: 1, handle: '@Roby', upper: '@ROBY' }] } },
    ],
    [
      'mutation { ... { praise(id: "roby") { ... on Person { upper } ... on Robot { loud: upper } stars __typename } } }',
      { praise: { loud: '@ROBY', stars: 1, __typename: 'Robot' } },
    ],
  ])('happens once, and what it answers is read in parts: %s', async (query, expected) => {
    const { hub, log } = makeTown();
    const { data, errors } = await hub.run(query, { variables: { who: 'roby' } });
    expect({ data, errors }).toEqual({ data: expected, errors: undefined });
    expect(log).toHaveLength(1);
  });

  it('asks a subgraph once for what is ready together', async () => {
    const { hub } = makeTown();
    await hub.run('mutation { promote(id: "anna") { members { tags ... on Person { upper } } } }');
    expect(hub.calls.map(({ subgraph }) => subgraph)).toEqual(['handles', 'people', 'handles', 'letters']);
  });

  it('keeps its place among others, and is read before the next one happens', async () => {
    const { hub, log } = makeTown();
    const { data, errors } = await hub.run(`mutation {
      first: promote(id: "anna") { members { ... on Person { upper } stars } }
      hire(id: "roby") { name stars }
      first: promote(id: "anna") { members { handle } }
      second: promote(id: "roby") { members { ... on Robot { upper } stars } }
    }`);
    expect(log).toEqual(['promote anna', 'hire roby', 'promote roby']);
    expect({ data, errors }).toEqual({
      data: {
        first: { members: [{ upper: '@ANNA', stars: 1, handle: '@Anna' }] },
        hire: { name: 'Roby', stars: 2 },
        second: { members: [{ upper: '@ROBY', stars: 3 }] },
      },
      errors: undefined,
    });
  });
});

describe('a stream whose events no single plan brings', () => {
  it('opens once, and each event is read in parts', async () => {
    const { hub } = makeTown();
    const events = hub.stream('subscription { promoted { rank members { upper tags ... on Person { age handle } } } }');
    const answers = [await events.next(), await events.next()].map(({ value }) => toAnswer(value.result));
    await events.return?.();
    const anna = { upper: '@ANNA', tags: ['anna'], age: 0, handle: '@Anna' };
    expect(answers).toEqual([
      { data: { promoted: { rank: 1, members: [anna] } }, errors: undefined },
      { data: { promoted: { rank: 2, members: [{ upper: '@ROBY', tags: ['roby'] }, anna] } }, errors: undefined },
    ]);
    expect(hub.calls.filter(({ document }) => document.startsWith('subscription'))).toHaveLength(1);
  });
});

/** `field` can only be had where nothing leads to. */
const makeDeadEnd = () => {
  const log: string[] = [];
  const a = {
    name: 'a',
    typeDefs: `
      type Query { ping: String }
      type Mutation { file: Node  place: Shelf }
      type Shelf { label: String  node: Node }
      interface Node @key(fields: "id") { id: ID! }`,
    resolvers: {
      Mutation: {
        file: () => log.push('file') && { id: 'n1' },
        place: () => log.push('place') && { label: 'upper', node: { id: 'n1' } },
      },
      Node: { __resolveType: () => 'Shelf' },
    },
  };
  const b = {
    name: 'b',
    typeDefs: `
      type Query { b: Node }
      type Node @key(fields: "id", resolvable: false) @interfaceObject { id: ID!  field: String }`,
  };
  return { hub: makeHub([a, b]), log };
};

describe('a mutation of whose answer nobody can give a part', () => {
  it('happens, answers the rest and says what is lost', async () => {
    const { hub, log } = makeDeadEnd();
    const { data, errors } = await hub.run('mutation { place { label node { field } } again: place { label } }');
    expect(data).toEqual({ place: { label: 'upper', node: null }, again: { label: 'upper' } });
    expect(errors?.map(({ path, extensions }) => [path, extensions?.code])).toEqual([
      [['place', 'node'], 'UNPLANNABLE_OPERATION'],
    ]);
    expect(log).toEqual(['place', 'place']);
  });

  it('happens even where its answer cannot be given at all', async () => {
    const { hub, log } = makeDeadEnd();
    const { data, errors } = await hub.run('mutation { place { label } file { field } }');
    expect(data).toEqual({ place: { label: 'upper' }, file: null });
    expect(errors?.map(({ path }) => path)).toEqual([['file']]);
    expect(log).toEqual(['place', 'file']);
  });
});
