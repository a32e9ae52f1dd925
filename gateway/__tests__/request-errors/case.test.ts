import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { PUBLIC_PRINCIPAL } from '../../../platform/visa/index.ts';
import { makeHub } from '../harness.ts';

const a = {
  name: 'a',
  typeDefs: `
    type Query { item(id: Int!, kind: Kind = SMALL, in: Filter): String }
    type Subscription { ticks: Int }
    enum Kind { SMALL LARGE }
    input Filter { size: Int!  tags: [String!] = ["all"] }`,
  resolvers: { Query: { item: (_: unknown, given: object) => JSON.stringify(given) } },
};

const hub = () => makeHub([a]);
const codes = async (query: string, options?: object) =>
  (await hub().run(query, options)).errors?.map(({ extensions }) => extensions?.code);

describe('a request that cannot be run', () => {
  it.each([
    ['a syntax error', '{ item(', 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', '{ itm }', 'GRAPHQL_VALIDATION_FAILED'],
    ['a missing variable', 'query ($id: Int!) { item(id: $id) }', 'BAD_USER_INPUT'],
    ['no operation to choose', 'query A { item(id: 1) } query B { item(id: 2) }', 'OPERATION_RESOLUTION_FAILURE'],
    ['a subscription without a stream', 'subscription { ticks }', 'BAD_REQUEST'],
  ])('%s has its code', async (_what, query, code) => {
    expect(await codes(query)).toEqual([code]);
  });

  it('is refused without suggestions that tell the schema', async () => {
    const { errors } = await hub().run('{ itm item(id: 1, kin: SMAL) }');
    expect(JSON.stringify(errors)).not.toMatch(/did you mean/i);
  });

  it('is refused without suggestions in variables too', async () => {
    const query = 'query ($kind: Kind) { item(id: 1, kind: $kind) }';
    const { errors } = await hub().run(query, { variables: { kind: 'SMAL' } });
    expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    expect(errors?.[0]?.message).not.toMatch(/LARGE|SMALL|did you mean/i);
  });

  it('lists ten errors at most', async () => {
    const { errors } = await hub().run(`{ ${Array.from({ length: 100 }, (_, i) => `x${i}`).join(' ')} }`);
    expect(errors).toHaveLength(10);
    const many = { filter: { size: 1, tags: Array(50).fill({}) } };
    expect(await codes('query ($filter: Filter) { item(id: 1, in: $filter) }', { variables: many })).toHaveLength(10);
  });

  it('may be nested without end', async () => {
    expect(await codes('{ a'.repeat(20_000))).toEqual(['GRAPHQL_PARSE_FAILED']);
  });
});

describe('a request that can', () => {
  it('gets defaults of variables, arguments and input fields', async () => {
    const query = 'query ($id: Int! = 4, $filter: Filter) { item(id: $id, in: $filter) }';
    const { data } = await hub().run(query, { variables: { filter: { size: 2 } } });
    expect(data).toEqual({ item: '{"id":4,"kind":"SMALL","in":{"size":2,"tags":["all"]}}' });
  });

  it('chooses its operation by name', async () => {
    const { data } = await hub().run('query A { item(id: 1) } query B { __typename }', { operationName: 'B' });
    expect(data).toEqual({ __typename: 'Query' });
  });

  it('gets introspection from the API schema, beside data', async () => {
    const { data } = await hub().run(
      '{ k: __type(name: "Kind") { enumValues { name } } join: __type(name: "join__Graph") { name } __schema { queryType { name } } }',
    );
    expect(data).toEqual({
      k: { enumValues: [{ name: 'SMALL' }, { name: 'LARGE' }] },
      join: null,
      __schema: { queryType: { name: 'Query' } },
    });
  });

  it('may come as a document that somebody else parsed, again and again', async () => {
    const { engine, calls } = hub();
    const execute = () =>
      engine.execute({ document: parse('{ item(id: 1) }'), principal: PUBLIC_PRINCIPAL, requestId: 'test' });
    await execute();
    await execute();
    expect(calls[0]?.document).toBe(calls[1]?.document);
  });

  it('is one document object for one text', () => {
    const { engine } = hub();
    const [first, second] = [engine.prepare('{ item(id: 1) }'), engine.prepare('{ item(id: 1) }')];
    expect('document' in first && 'document' in second && first.document === second.document).toBe(true);
  });
});
