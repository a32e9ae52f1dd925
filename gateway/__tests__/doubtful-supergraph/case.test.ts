import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { Owners } from '../../planning/owners.ts';
import { planSoundly } from '../../planning/plan-soundly.ts';
import { makePlanner } from '../../planning/planner-port.ts';
import { answers } from '../answers.ts';
import { compose, makeHub } from '../harness.ts';

const supergraph = compose([
  { name: 'a', typeDefs: 'type Query { node: Node }  type Node @key(fields: "id") { id: ID! }' },
  { name: 'b', typeDefs: 'type Node @key(fields: "id") { id: ID!  name: String }' },
]);

describe('a supergraph that says less than the planner reads out of it', () => {
  it('is planned as the planner thinks best, and the subgraphs have the last word', () => {
    const planner = makePlanner(supergraph);
    const { plan, unplanned } = planSoundly(parse('{ node { id name } }', { noLocation: true }), {
      plan: (document) => planner.plan(document, new Map()),
      owners: new Owners(parse(supergraph.replace('name: String @join__field(graph: B)', 'name: String @join__field'))),
      rootType: 'Query',
      schema: planner.fullSchema,
    });
    expect(JSON.stringify(plan)).toContain('name');
    // Only when it does not come is it told.
    expect([...unplanned].map(({ name }) => name.value)).toEqual(['name']);
  });
});

/** Greeting reads the name, so it cannot be its own; a composer may leave that out where all subgraphs of Named declare it. */
describe('a supergraph that does not say which field of an interface object is external', () => {
  const people = {
    name: 'people',
    typeDefs: `
      type Query { people: [Named!] }
      interface Named @key(fields: "id") { id: ID!  name: String  address: Address }
      type Person implements Named @key(fields: "id") { id: ID!  name: String  address: Address }
      type Address @shareable { street: String }`,
    resolvers: {
      Query: { people: () => [PERSON] },
      Named: { __resolveReference: () => PERSON },
      Person: { __resolveReference: () => PERSON },
    },
  };
  const greetings = {
    name: 'greetings',
    typeDefs: `
      type Query { greeted: [Named!] }
      type Address @shareable { street: String }
      type Named @key(fields: "id") @interfaceObject { id: ID!  name: String @external  address: Address @external
        greeting: String @requires(fields: "name")  way: String @requires(fields: "address { street }") }`,
    resolvers: {
      Query: { greeted: () => [{ id: '1' }] },
      Named: {
        __resolveReference: (it: object) => it,
        greeting: ({ name }: { name: string }) => `Good day, ${name.trim()}`,
        way: ({ address }: { address: { street: string } }) => `To ${address.street}`,
      },
    },
  };
  const PERSON = { __typename: 'Person', id: '1', name: 'Ada', address: { street: 'Mill Lane' } };
  const supergraphSdl = compose([people, greetings]).replaceAll(
    / @join__field\(graph: GREETINGS, external: true\) @join__field\(graph: PEOPLE\)/g,
    '',
  );

  answers(
    () => makeHub([people, greetings], { supergraphSdl }),
    [
      ['{ greeted { id name greeting } }', { greeted: [{ id: '1', name: 'Ada', greeting: 'Good day, Ada' }] }],
      [
        '{ greeted { address { street } way } }',
        { greeted: [{ address: { street: 'Mill Lane' }, way: 'To Mill Lane' }] },
      ],
      ['{ people { greeting way } }', { people: [{ greeting: 'Good day, Ada', way: 'To Mill Lane' }] }],
    ],
  );

  it('is one from which it was taken out', () => expect(supergraphSdl).not.toContain('external: true'));
});
