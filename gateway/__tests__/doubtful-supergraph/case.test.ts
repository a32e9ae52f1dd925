import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { Owners } from '../../planning/owners.ts';
import { planSoundly } from '../../planning/plan-soundly.ts';
import { makePlanner } from '../../planning/planner-port.ts';
import { compose } from '../harness.ts';

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
