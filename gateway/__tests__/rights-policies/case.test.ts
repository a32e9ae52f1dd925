import { describe, expect, it } from '@jest/globals';
import { HubError, TrustLevelRequiredError } from '../../../platform/errors/index.ts';
import { PUBLIC_PRINCIPAL } from '../../../platform/visa/index.ts';
import type { Policies, PolicyQuestion } from '../../rights/policies.ts';
import { citizen, makeHub, type TestSubgraph } from '../harness.ts';

const office: TestSubgraph = {
  name: 'office',
  typeDefs: `
    type Query {
      open: String
      file(id: ID!, part: Part = {page: 1}): String @policy(policies: [["ownFile"]])
      desk: String @policy(policies: [["openingHours"]])
      safe: String @policy(policies: [["openingHours", "ownFile"], ["master"]])
      slow: String @policy(policies: [["broken"]]) }
    input Part { page: Int! = 1 }
    type Subscription { rung: Bell }
    type Bell { loud: String @policy(policies: [["ownFile"]])  n: Int }`,
  resolvers: {
    Query: {
      open: () => 'open',
      file: (_: unknown, given: { id: string }) => `file ${given.id}`,
      desk: () => 'desk',
      safe: () => 'safe',
      slow: () => 'slow',
    },
    Subscription: {
      rung: {
        subscribe: async function* () {
          for (let n = 1; n <= 3; n++) yield { rung: { n, loud: `bell ${n}` } };
        },
      },
    },
  },
};

const hub = (policies: Policies) => makeHub([office], { policies });
const codes = (answer: { errors: readonly { extensions?: { code?: unknown } }[] | undefined }) =>
  answer.errors?.map(({ extensions }) => extensions?.code);

describe('a named policy', () => {
  it('is asked with the visa and the arguments, coerced and with their defaults', async () => {
    const asked: PolicyQuestion[] = [];
    const one = hub({ ownFile: async (question) => asked.push(question) > 0 });
    const who = citizen();
    await one.run('query ($id: ID!) { file(id: $id) }', { variables: { id: 7 }, as: who });
    expect(asked).toEqual([{ principal: who, field: 'Query.file', arguments: { id: '7', part: { page: 1 } } }]);
  });

  it('may grant one selection of a field and refuse another', async () => {
    const one = hub({ ownFile: async ({ arguments: { id } }) => id === '1' });
    const answer = await one.run('{ a: file(id: "1") b: file(id: "2") c: file(id: "1") open }', { as: citizen() });
    expect(answer.data).toEqual({ a: 'file 1', b: null, c: 'file 1', open: 'open' });
    expect(answer.errors?.map(({ path }) => path)).toEqual([['b']]);
    expect(one.calls.map(({ document }) => document).join()).not.toContain('"2"');
  });

  it('that reads arguments is never answered from what was said before', async () => {
    const one = hub({ ownFile: async ({ arguments: { id } }) => id === '1' });
    const query = 'query ($id: ID!) { file(id: $id) }';
    const seen = async (id: string) => (await one.run(query, { variables: { id }, as: citizen() })).data;
    expect([await seen('1'), await seen('2'), await seen('1')]).toEqual([
      { file: 'file 1' },
      { file: null },
      { file: 'file 1' },
    ]);
  });

  it('is asked once for a class of principals when it says so', async () => {
    let asked = 0;
    const one = hub({ openingHours: { decide: async () => ++asked > 0, byClass: true } });
    for (const as of [citizen(), citizen(), citizen({ citizenId: 'another' })]) await one.run('{ desk }', { as });
    expect(asked).toBe(1);
    await one.run('{ desk }', { as: citizen({ scopes: ['staff'] }) });
    expect(asked).toBe(2);
  });

  it('is not asked about nobody, who lacks the sign-in first', async () => {
    const one = hub({
      openingHours: () => {
        throw new Error('asked');
      },
    });
    expect(codes(await one.run('{ desk }', { as: PUBLIC_PRINCIPAL }))).toEqual(['UNAUTHENTICATED']);
  });

  it.each([
    [{ openingHours: true, ownFile: true, master: false }, 'safe'],
    [{ openingHours: true, ownFile: false, master: false }, null],
    [{ openingHours: false, ownFile: false, master: true }, 'safe'],
    [{ openingHours: true, ownFile: true }, 'safe'],
    [{}, null],
  ])('stands in lists of which one must hold whole: %j', async (says, safe) => {
    const policies = Object.fromEntries(Object.entries(says).map(([name, met]) => [name, async () => met]));
    expect((await hub(policies).run('{ safe }', { as: citizen() })).data).toEqual({ safe });
  });

  it('may give its own reason and remedy', async () => {
    const reason = new TrustLevelRequiredError({ required: 'HIGH', methods: ['eid'] });
    const answer = await hub({ openingHours: () => Promise.reject(reason) }).run('{ desk open }', { as: citizen() });
    expect(answer.data).toEqual({ desk: null, open: 'open' });
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      code: 'TRUST_LEVEL_REQUIRED',
      details: { methods: ['eid'] },
    });
    expect(reason).toBeInstanceOf(HubError);
  });

  it('that cannot answer withholds the field, and is asked again the next time', async () => {
    let works = false;
    const decide = async () => {
      if (!works) throw new Error('connection refused by 10.0.0.7');
      return true;
    };
    const one = hub({ broken: { decide, byClass: true } });
    const answer = await one.run('{ slow open }', { as: citizen() });
    expect([answer.data, codes(answer)]).toEqual([{ slow: null, open: 'open' }, ['UNAVAILABLE']]);
    expect(JSON.stringify(answer)).not.toContain('10.0.0.7');
    works = true;
    expect((await one.run('{ slow }', { as: citizen() })).data).toEqual({ slow: 'slow' });
  });

  it('is asked for each event', async () => {
    let asked = 0;
    // Once to open the stream, then for each of its events; every change of mind opens it again.
    const one = hub({ ownFile: () => ++asked < 4 });
    const loud: unknown[] = [];
    for await (const { result } of one.stream('subscription { rung { n loud } }', { as: citizen() })) {
      loud.push((result?.data?.rung as { loud: unknown } | undefined)?.loud);
      if (loud.length === 3) break;
    }
    expect(loud).toEqual(['bell 1', 'bell 2', null]);
  });

  it.each(['trust:HIGH', 'consent:tax'])('cannot take the place of a built-in one: %s', (name) => {
    expect(() => hub({ [name]: async () => true })).toThrow(name);
  });

  it('called like a part of every object is no policy', async () => {
    const bare = {
      ...office,
      typeDefs: 'type Query { x: String @policy(policies: [["constructor"]]) }',
      resolvers: {},
    };
    expect(codes(await makeHub([bare]).run('{ x }', { as: citizen() }))).toEqual(['FORBIDDEN']);
  });
});

describe('a directive for rights under another name', () => {
  it('guards all the same', async () => {
    const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
      import: [{ name: "@authenticated", as: "@signedIn" }, { name: "@policy", as: "@rule" }])\n`;
    const typeDefs = `${link} type Query { a: String @signedIn  b: String @rule(policies: [["trust:HIGH"]])  c: String }`;
    const one = makeHub([
      { name: 'a', typeDefs, ownLink: true, resolvers: { Query: { a: () => 'a', b: () => 'b', c: () => 'c' } } },
    ]);
    const answer = await one.run('{ a b c }');
    expect([answer.data, codes(answer)]).toEqual([
      { a: null, b: null, c: 'c' },
      ['UNAUTHENTICATED', 'UNAUTHENTICATED'],
    ]);
  });
});
