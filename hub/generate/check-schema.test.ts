import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { checkSubgraphSchema, ownedTypes, rightsHints } from './check-schema.ts';

/** Problems of a subgraph `town` with this schema; types are described unless the text says otherwise. */
const problemsOf = (sdl: string): string[] => {
  const document = parse(sdl);
  return checkSubgraphSchema('town', document, ownedTypes(document));
};

describe('the rules of a subgraph schema', () => {
  it('lets a good one pass', () => {
    const sdl = `
      type Query { "Finds one." bench("Its id." id: ID!): Bench }
      "A bench." type Bench @key(fields: "id") { "Its id." id: ID! "What is written on it." plate: String! }
      "Of wood or stone." enum Material { WOOD STONE }`;
    expect(problemsOf(sdl)).toEqual([]);
  });

  it.each([
    [
      'a root field that may not be null',
      'type Query { "All." benches: [String!]! }',
      'Query.benches must be nullable',
    ],
    ['a mutation that may not be null', 'type Mutation { "Adds." add: String! }', 'Mutation.add must be nullable'],
    ['a type without a description', 'type Bench { "Id." id: ID }', 'Bench has no description'],
    ['a field without a description', '"A bench." type Bench { id: ID }', 'Bench.id has no description'],
    ['an argument without one', 'type Query { "One." bench(id: ID): ID }', 'Query.bench(id) has no description'],
    ['an input field without one', '"New." input NewBench { plate: String }', 'NewBench.plate has no description'],
    ['an enum without one', 'enum Material { WOOD }', 'Material has no description'],
  ])('names %s', (_what, sdl, problem) => {
    expect(problemsOf(sdl)).toEqual([`town: ${problem}`]);
  });

  it.each(['authenticated', 'policy(policies: [["trust:HIGH"]])', 'requiresScopes(scopes: [["home"]])', 'personal'])(
    'wants a field with @%s to be nullable',
    (directive) => {
      const sdl = `"A bench." type Bench { "Who gave it." donor: String! @${directive} }`;
      expect(problemsOf(sdl)).toEqual(['town: Bench.donor must be nullable']);
    },
  );

  it('wants what it adds to the type of another subgraph to be nullable, its key aside', () => {
    const sdl = '"She." type Citizen @key(fields: "id") { "Id." id: ID! "Hers." benches: [String!]! }';
    expect(problemsOf(sdl)).toEqual(['town: Citizen.benches must be nullable']);
  });

  it('takes a stub with an external field for the type of another subgraph', () => {
    const sdl = `"It." type Case @key(fields: "id") { "Id." id: ID! "Its." version: Int! @external "Its." fees: [ID!]! }`;
    expect(problemsOf(sdl)).toEqual(['town: Case.fees must be nullable']);
  });

  it('lets an event be non-null, since a subscription has no neighbours', () => {
    expect(problemsOf('type Subscription { "New ones." benches: String! }')).toEqual([]);
  });
});

describe('hints of the composition', () => {
  const hint = (message: string) => ({ message });

  it('are an error when a right was merged', () => {
    const merged = hint('Field "Case.note" has several @policy; they were combined.');
    expect(rightsHints([merged])).toEqual([merged.message]);
  });

  it('are let pass when they are about something else', () => {
    expect(rightsHints([hint('Description of "Case" differs between subgraphs.')])).toEqual([]);
  });
});
