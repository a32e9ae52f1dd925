import type { FetchNode } from '@apollo/query-planner';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { describe, expect, it } from '@jest/globals';
import { parse, validate } from 'graphql';
import { compose, sdlOf } from '../__tests__/harness.ts';
import { mergeCalls } from './merge-calls.ts';
import { Owners } from './owners.ts';

const registry = {
  name: 'registry',
  typeDefs: `
    type Query { ping: String }
    type Mutation { register(id: ID!, size: Int): [Asset] }
    union Asset = Park | Hall | Pool
    type Park { id: ID!  size: Int!  owner: Owner  rivals: [Owner] }
    type Hall { id: ID!  rooms: Int  owner: Owner  sponsor: Owner }
    type Pool { id: Int!  lanes: Int! }
    type Owner { name: String  since: Int! }`,
};
const schema = buildSubgraphSchema(parse(sdlOf(registry)));
const owners = new Owners(parse(compose([registry])));

const call = (operation: string, outputRewrites?: FetchNode['outputRewrites']): FetchNode =>
  ({ kind: 'Fetch', serviceName: 'registry', operation, operationKind: 'mutation', outputRewrites }) as FetchNode;

/** The selection and the rewrites of the merged call, which the subgraph must take. */
function merged(...calls: FetchNode[]) {
  const { operation, variableUsages, outputRewrites } = mergeCalls(calls, 'Mutation', owners);
  expect(validate(schema, parse(operation))).toEqual([]);
  return { operation: operation.replace(/\s+/g, ' '), variableUsages, outputRewrites };
}

describe('several calls for one root field', () => {
  it('are one, which selects what all of them select', () => {
    expect(
      merged(
        call('mutation ($id: ID!) { register(id: $id) { __typename ... on Park { id owner { name } } } }'),
        call('mutation ($id: ID!) { register(id: $id) { ... on Park { owner { since } } ... on Hall { id } } }'),
      ),
    ).toEqual({
      operation:
        'mutation ($id: ID!) { register(id: $id) { __typename ... on Park { id owner { name since } } ... on Hall { id } } }',
      variableUsages: ['id'],
      outputRewrites: [],
    });
  });

  it('give a key of its own to what differs in shape', () => {
    expect(
      merged(
        call('mutation { register(id: 1) { ... on Park { id n: size } } }'),
        call('mutation { register(id: 1) { ... on Hall { n: rooms } ... on Pool { id n: lanes } } }'),
      ),
    ).toEqual({
      operation:
        'mutation { register(id: 1) { ... on Park { id n: size } ... on Hall { _m1_n: rooms } ... on Pool { _m1_id: id n: lanes } } }',
      variableUsages: [],
      outputRewrites: [
        { kind: 'KeyRenamer', path: ['register', '... on Pool', '_m1_id'], renameKeyTo: 'id' },
        { kind: 'KeyRenamer', path: ['register', '... on Hall', '_m1_n'], renameKeyTo: 'n' },
      ],
    });
  });

  it('take back the inner key before the outer one', () => {
    const { operation, outputRewrites } = merged(
      call('mutation { register(id: 1) { ... on Park { o: rivals { x: name } } } }'),
      call('mutation { register(id: 1) { ... on Hall { o: owner { x: since } } } }'),
    );
    expect(operation).toContain('... on Hall { _m1_o: owner { x: since } }');
    expect(outputRewrites).toEqual([
      { kind: 'KeyRenamer', path: ['register', '... on Hall', '_m1_o'], renameKeyTo: 'o' },
    ]);
    const both = merged(
      call('mutation { register(id: 1) { ... on Park { o: rivals { name } } ... on Hall { o: owner { x: name } } } }', [
        { kind: 'KeyRenamer', path: ['register', '... on Hall', 'o'], renameKeyTo: 'o' },
      ]),
      call('mutation { register(id: 1) { ... on Hall { p: sponsor { x: since } } } }'),
    );
    expect(both.operation).toContain('_m1_o: owner { x: name } p: sponsor { x: since }');
  });

  it('may each have called something otherwise already', () => {
    const { operation, outputRewrites } = merged(
      call('mutation { register(id: 1) { ... on Park { n: size } ... on Hall { n__alias_0: rooms } } }', [
        { kind: 'KeyRenamer', path: ['register', '... on Hall', 'n__alias_0'], renameKeyTo: 'n' },
      ]),
      call('mutation { register(id: 1) { ... on Pool { n: lanes } ... on Hall { n__alias_0: id } } }', [
        { kind: 'KeyRenamer', path: ['register', '... on Hall', 'n__alias_0'], renameKeyTo: 'id' },
      ]),
    );
    expect(operation).toBe(
      'mutation { register(id: 1) { ... on Park { n: size } ... on Hall { _m1_n: rooms id } ... on Pool { n: lanes } } }',
    );
    expect(outputRewrites).toHaveLength(1);
  });
});
