import { describe, expect, it } from '@jest/globals';
import { makeHub } from '../harness.ts';

const a = {
  name: 'a',
  typeDefs: 'type Query { item: Item  other: String }  type Item @key(fields: "id") { id: ID!  name: String }',
  resolvers: {
    Query: { item: () => ({ id: '1', name: 'one' }), other: () => 'other' },
    Item: { __resolveReference: (item: object) => ({ ...item, name: 'one' }) },
  },
};
const b = {
  name: 'b',
  typeDefs: 'type Item @key(fields: "id") { id: ID!  size: Int  child: Item }',
  resolvers: { Item: { __resolveReference: (item: object) => ({ ...item, size: 5, child: { id: '1', size: 5 } }) } },
};

const hub = () => makeHub([a, b]);
const ask = (query: string, variables: Record<string, unknown>) =>
  hub()
    .run(query, { variables })
    .then(({ data }) => data);

describe('@skip and @include', () => {
  it.each([
    [{ on: true }, { item: { name: 'one', size: 5 }, other: 'other' }],
    [{ on: false }, { item: { name: 'one' } }],
  ])('decide over fields of every subgraph: %j', async (variables, expected) => {
    const query = 'query ($on: Boolean!) { item { name size @include(if: $on) } other @include(if: $on) }';
    expect(await ask(query, variables)).toEqual(expected);
  });

  it.each([
    [true, true, {}],
    [true, false, {}],
    [false, true, { size: 5 }],
    [false, false, {}],
  ])('must both agree: skip %s, include %s', async (skip, include, expected) => {
    const query = 'query ($s: Boolean!, $i: Boolean!) { item { id ... @skip(if: $s) { size @include(if: $i) } } }';
    expect(await ask(query, { s: skip, i: include })).toEqual({ item: { id: '1', ...expected } });
  });

  it('decide over fragments and what is nested in them', async () => {
    const query = `
      query ($deep: Boolean = false) { item { ...All @include(if: true) ...Deep @include(if: $deep) } }
      fragment All on Item { name }
      fragment Deep on Item { child { name size } }`;
    expect(await ask(query, {})).toEqual({ item: { name: 'one' } });
    expect(await ask(query, { deep: true })).toEqual({ item: { name: 'one', child: { name: 'one', size: 5 } } });
  });

  it('merge one field from a skipped and a kept place', async () => {
    const query = 'query ($on: Boolean!) { item { name } item @include(if: $on) { size } }';
    expect(await ask(query, { on: false })).toEqual({ item: { name: 'one' } });
    expect(await ask(query, { on: true })).toEqual({ item: { name: 'one', size: 5 } });
  });

  it('ask nobody when nothing is left', async () => {
    const one = hub();
    expect((await one.run('{ item @skip(if: true) { name } __typename }')).data).toEqual({ __typename: 'Query' });
    expect(one.calls).toEqual([]);
  });

  it('spare the call to a subgraph whose fields are skipped', async () => {
    const one = hub();
    await one.run('query ($on: Boolean!) { item { name size @include(if: $on) } }', { variables: { on: false } });
    expect(one.calls.map(({ subgraph }) => subgraph)).toEqual(['a']);
  });
});
