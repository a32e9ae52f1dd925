import { describe, expect, it } from '@jest/globals';
import { citizen, compose, makeHub, type TestSubgraph } from '../harness.ts';
import { withRights } from '../rights-table/with-rights.ts';

const items: TestSubgraph = {
  name: 'items',
  typeDefs: `
    type Query { items: [Item]  letter: Letter  color: Color  day: Day  paint(color: Color): String }
    interface Item @key(fields: "id") { id: ID! }
    type Letter implements Item @key(fields: "id") { id: ID! }
    type Flyer implements Item @key(fields: "id") { id: ID! }
    enum Color @authenticated { RED BLUE }
    scalar Day @policy(policies: [["trust:HIGH"]])`,
  resolvers: {
    Query: {
      items: () => [
        { __typename: 'Letter', id: 'l' },
        { __typename: 'Flyer', id: 'f' },
      ],
      letter: () => ({ id: 'l' }),
      color: () => 'RED',
      day: () => 'today',
      paint: () => 'painted',
    },
    Item: { __resolveReference: ({ id }: { id: string }) => ({ __typename: id === 'l' ? 'Letter' : 'Flyer', id }) },
    Letter: { __resolveReference: ({ id }: { id: string }) => ({ id }) },
    Flyer: { __resolveReference: ({ id }: { id: string }) => ({ id }) },
  },
};
const notes: TestSubgraph = {
  name: 'notes',
  typeDefs: `
    type Item @key(fields: "id") @interfaceObject {
      id: ID!  note: String @authenticated  open: String
      sum: String @requiresScopes(scopes: [["sums"]]) }`,
  resolvers: {
    Item: {
      __resolveReference: ({ id }: { id: string }) => ({
        id,
        note: `note ${id}`,
        open: `open ${id}`,
        sum: `sum ${id}`,
      }),
    },
  },
};
const readers: TestSubgraph = {
  name: 'readers',
  typeDefs: `
    type Item @key(fields: "id") @interfaceObject {
      id: ID!  note: String @external  length: Int @requires(fields: "note") }`,
  resolvers: {
    Item: {
      __resolveReference: (item: object) => item,
      length: ({ note }: { note?: string }) => note?.length,
    },
  },
};

/** As an older composition made it, which did not ask whether a field may read what it requires. */
const older = () => {
  const bare = [items, notes].map((subgraph) => ({
    ...subgraph,
    typeDefs: subgraph.typeDefs.replaceAll(/@(authenticated|policy\(.*\)|requiresScopes\(.*\))/g, ''),
  }));
  const subgraphs = [...bare, readers];
  const rights = { 'Letter.note': '@authenticated', 'Flyer.note': '@authenticated' };
  return makeHub(subgraphs, { supergraphSdl: withRights(compose(subgraphs), rights) });
};
const hub = () => makeHub([items, notes]);
const brief = (errors: readonly { path?: unknown; extensions?: { code?: unknown } }[] | undefined) =>
  errors?.map(({ path, extensions }) => [path, extensions?.code]);

describe('a right on a field of an interface object', () => {
  it.each([
    ['of the interface', '{ items { id open note } }', ['items', '@', 'note']],
    ['of a type behind it', '{ letter { id open note } }', ['letter', 'note']],
    ['of a type in a fragment', '{ letter { ... on Item { id open note } } }', ['letter', 'note']],
  ])('holds where it is asked %s', async (_where, query, path) => {
    const one = hub();
    const { data, errors } = await one.run(query);
    expect(JSON.stringify(data)).toContain('"open":"open l"');
    expect(JSON.stringify(data)).not.toContain('note l');
    expect(brief(errors)).toEqual([[path, 'UNAUTHENTICATED']]);
    expect(one.calls.map(({ document }) => document).join()).not.toContain('note');
    expect(JSON.stringify((await one.run(query, { as: citizen() })).data)).toContain('note l');
  });

  it('holds in a fragment on one of its types, and leaves the others', async () => {
    const { data, errors } = await hub().run('{ items { id ... on Letter { note } ... on Flyer { open } } }');
    expect(data).toEqual({
      items: [
        { id: 'l', note: null },
        { id: 'f', open: 'open f' },
      ],
    });
    expect(brief(errors)).toEqual([[['items', '@', 'note'], 'UNAUTHENTICATED']]);
  });

  it.each(['{ items { length } }', '{ letter { length } }', '{ items { ... on Letter { length } } }'])(
    'holds for what reads it: %s',
    async (query) => {
      const one = older();
      const { data, errors } = await one.run(query);
      expect(JSON.stringify(data)).not.toMatch(/\d/);
      expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(['UNAUTHENTICATED']);
      expect(one.calls.map(({ document }) => document).join()).not.toContain('note');
    },
  );

  it.each(['{ items { sum } }', '{ letter { sum } }'])('may be a scope: %s', async (query) => {
    expect(brief((await hub().run(query, { as: citizen() })).errors)).toMatchObject([[{}, 'FORBIDDEN']]);
    expect((await hub().run(query, { as: citizen({ scopes: ['sums'] }) })).errors).toBeUndefined();
  });
});

describe('a right on a leaf type', () => {
  it('holds for every field of that type', async () => {
    const answer = await hub().run('{ color day }');
    expect(answer.data).toEqual({ color: null, day: null });
    expect(brief(answer.errors)).toEqual([
      [['color'], 'UNAUTHENTICATED'],
      [['day'], 'UNAUTHENTICATED'],
    ]);
    const hers = await hub().run('{ color day }', { as: citizen() });
    expect([hers.data, brief(hers.errors)]).toEqual([{ color: 'RED', day: null }, [[['day'], 'TRUST_LEVEL_REQUIRED']]]);
  });
});
