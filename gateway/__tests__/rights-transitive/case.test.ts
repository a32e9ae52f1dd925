import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { Requirements } from '../../rights/requirements.ts';
import { citizen, compose, makeHub, type TestSubgraph } from '../harness.ts';

const profile: TestSubgraph = {
  name: 'profile',
  typeDefs: `
    type Query { me: Person }
    type Person @key(fields: "id") { id: ID!  income: Int  children: Children }
    type Children { count: Int }`,
  resolvers: { Query: { me: () => ({ id: '1', income: 100, children: { count: 2 } }) } },
};
const fees: TestSubgraph = {
  name: 'fees',
  typeDefs: `
    type Person @key(fields: "id") {
      id: ID!  income: Int @external  children: Children @external
      discount: Int @requires(fields: "income")
      daycare: Int @requires(fields: "children { count }") }
    type Children { count: Int @external }`,
  resolvers: {
    Person: {
      __resolveReference: (person: object) => person,
      discount: ({ income }: { income: number }) => income / 10,
      daycare: ({ children }: { children: { count: number } }) => children.count * 50,
    },
  },
};
const bills: TestSubgraph = {
  name: 'bills',
  typeDefs: `type Person @key(fields: "id") { id: ID!  discount: Int @external  bill: Int @requires(fields: "discount") }`,
  resolvers: {
    Person: {
      __resolveReference: (person: object) => person,
      bill: ({ discount }: { discount: number }) => discount + 1,
    },
  },
};

/** A supergraph of an old composition, which did not check what a field reads: the right is added to its text afterwards. */
const guarded = (field: string, right: string) => {
  const sdl = compose([profile, fees, bills]);
  const guardedSdl = sdl.replace(new RegExp(`^(\\s+${field}: Int)`, 'm'), `$1 ${right}`);
  const link = '@link(url: "https://specs.apollo.dev/authenticated/v0.1", for: SECURITY)';
  return `${guardedSdl.replace(/^schema$/m, `schema ${link}`)}
    directive @authenticated on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM`;
};

const hub = (field: string) => makeHub([profile, fees, bills], { supergraphSdl: guarded(field, '@authenticated') });

describe('a field that reads guarded ones', () => {
  it.each([
    ['income', 'discount', 10],
    ['count', 'daycare', 100],
    ['income', 'bill', 11],
  ])('through @requires takes over the right of %s: %s', async (source, field, value) => {
    const { data, errors } = await hub(source).run(`{ me { id ${field} } }`);
    expect(data).toEqual({ me: { id: '1', [field]: null } });
    expect(errors?.map(({ path, extensions }) => [path, extensions?.code])).toEqual([
      [['me', field], 'UNAUTHENTICATED'],
    ]);
    expect((await hub(source).run(`{ me { id ${field} } }`, { as: citizen() })).data).toEqual({
      me: { id: '1', [field]: value },
    });
  });

  it('is not even fetched for computing', async () => {
    const one = hub('income');
    await one.run('{ me { id bill } }');
    expect(one.calls.map(({ document }) => document).join()).not.toContain('income');
  });

  it('through @fromContext takes over the right of the context', () => {
    const requirements = new Requirements(
      parse(`
        type Town @context(name: "a__town") { secret: String @authenticated  open: String }
        type Shop {
          price: Int @join__field(graph: A, contextArguments: [{ context: "a__town", name: "in", type: "String", selection: " { secret }" }])
          name: Int @join__field(graph: A, contextArguments: [{ context: "a__town", name: "in", type: "String", selection: " { open }" }]) }`),
    );
    expect(requirements.of('Shop', 'price').authenticated).toBe(true);
    expect(requirements.of('Shop', 'name').authenticated).toBe(false);
  });

  it('in a circle of @requires takes over every right of the circle', () => {
    const requirements = new Requirements(
      parse(`
        type T {
          a: Int @join__field(graph: A, requires: "b")
          b: Int @join__field(graph: B, requires: "c")
          c: Int @authenticated @join__field(graph: C, requires: "a") }`),
    );
    expect(['a', 'b', 'c'].map((field) => requirements.of('T', field).authenticated)).toEqual([true, true, true]);
  });
});
