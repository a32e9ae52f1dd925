import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

/**
 * GraphQL over HTTP (draft, and the audits of its reference implementation), rule by rule. Where draft and audits differ we
 * keep to the audits: 400 before execution, 200 with partial data.
 */
let hub: TestGateway;
beforeAll(async () => {
  hub = await startTestGateway({ introspection: true });
});
afterAll(() => hub.close());

const TYPENAME = '{ __typename }';
const JSON_TYPE = 'application/json';
const GRAPHQL_TYPE = 'application/graphql-response+json';

async function send(body: unknown, headers: Record<string, string> = {}) {
  const text = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
  const response = await fetch(hub.url, {
    method: 'POST',
    headers: { 'content-type': JSON_TYPE, ...headers },
    body: text as string,
  });
  return { status: response.status, type: response.headers.get('content-type') ?? '', body: await response.json() };
}

describe('the server MUST', () => {
  it.each([
    ['accept application/json and answer in it', JSON_TYPE, JSON_TYPE],
    ['accept application/graphql-response+json and answer in it', GRAPHQL_TYPE, GRAPHQL_TYPE],
    ['accept */* and answer in JSON', '*/*', JSON_TYPE],
    ['take the first form of several it knows', `${GRAPHQL_TYPE}, ${JSON_TYPE};q=0.9`, GRAPHQL_TYPE],
  ])('%s', async (_rule, accept, type) => {
    const answer = await send({ query: TYPENAME }, { accept });
    expect([answer.status, answer.type, answer.body]).toEqual([
      200,
      `${type}; charset=utf-8`,
      { data: { __typename: 'Query' } },
    ]);
  });

  it('read a body as UTF-8, said or not', async () => {
    const query = 'query ($json: JSON) { echo(json: $json) }';
    const body = new TextEncoder().encode(JSON.stringify({ query, variables: { json: 'Tangerhütte – 你好 𝒢' } }));
    for (const type of [JSON_TYPE, `${JSON_TYPE}; charset=utf-8`, `${JSON_TYPE};charset=UTF-8`])
      expect((await send(body, { 'content-type': type })).body).toEqual({ data: { echo: 'Tangerhütte – 你好 𝒢' } });
  });

  it.each([
    ['query', { query: TYPENAME }],
    ['operationName', { query: 'query Q { __typename }', operationName: 'Q' }],
    ['variables', { query: 'query ($n: String!) { __type(name: $n) { name } }', variables: { n: 'sometype' } }],
    ['extensions', { query: TYPENAME, extensions: { some: 'value' } }],
    ['null for variables', { query: TYPENAME, variables: null }],
    ['null for operationName', { query: TYPENAME, operationName: null }],
    ['null for extensions', { query: TYPENAME, extensions: null }],
    ['a key it does not know', { query: TYPENAME, onBehalfOf: 'nobody' }],
  ])('allow %s', async (_what, body) => {
    const answer = await send(body, { accept: GRAPHQL_TYPE });
    expect([answer.status, answer.body.errors]).toEqual([200, undefined]);
  });

  it('not execute a mutation by GET', async () => {
    const url = `${hub.url}?query=${encodeURIComponent('mutation { rename(name: "x") { name } }')}`;
    const response = await fetch(url, { headers: { accept: GRAPHQL_TYPE } });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    expect(hub.graph.requests.some(({ document }) => document.includes('rename'))).toBe(false);
  });
});

describe.each([JSON_TYPE, GRAPHQL_TYPE])(
  'before execution, with %s, the server answers 400 without data for',
  (accept) => {
    it.each([
      ['a body that is no JSON', '{ "not a JSON'],
      ['a body that is a JSON text', '"text"'],
      ['a missing query', {}],
      ['a query that is an object', { query: { obj: 'ect' } }],
      ['a query that is a number', { query: 0 }],
      ['a query that is a truth', { query: false }],
      ['a query that is a list', { query: ['array'] }],
      ['an operationName that is a number', { query: TYPENAME, operationName: 0 }],
      ['an operationName that is an object', { query: TYPENAME, operationName: {} }],
      ['variables that are a text', { query: TYPENAME, variables: 'string' }],
      ['variables that are a number', { query: TYPENAME, variables: 0 }],
      ['variables that are a list', { query: TYPENAME, variables: ['array'] }],
      ['extensions that are a text', { query: TYPENAME, extensions: 'string' }],
      ['extensions that are a number', { query: TYPENAME, extensions: 0 }],
      ['extensions that are a list', { query: TYPENAME, extensions: ['array'] }],
      ['a document that cannot be parsed', { query: '{' }],
      ['a document that is not valid', { query: '{ 8f31403dfe404bccbb0e835f2629c6a7 }' }],
      ['a document with an unknown field', { query: '{ unknownField }' }],
      ['an operation that is not there', { query: 'query A { __typename }', operationName: 'B' }],
      ['no choice among several operations', { query: 'query A { __typename } query B { __typename }' }],
      [
        'a variable of the wrong type',
        { query: 'query ($id: ID!) { person(id: $id) { id } }', variables: { id: [{}] } },
      ],
      ['a missing variable', { query: 'query ($id: ID!) { person(id: $id) { id } }' }],
    ])('%s', async (_what, body) => {
      const answer = await send(body, { accept });
      expect([answer.status, 'data' in answer.body]).toEqual([400, false]);
      expect(answer.body.errors.length).toBeGreaterThan(0);
      for (const { message, extensions } of answer.body.errors)
        expect([typeof message, typeof extensions.code]).toEqual(['string', 'string']);
    });
  },
);

describe('after execution', () => {
  it.each([JSON_TYPE, GRAPHQL_TYPE])('a failed field leaves 200 and the rest, with %s', async (accept) => {
    const answer = await send({ query: '{ broken person(id: 1) { id } }' }, { accept });
    expect([answer.status, answer.body.data]).toEqual([200, { broken: null, person: { id: '1' } }]);
  });
});

describe('the server refuses', () => {
  it.each([
    ['an answer type it does not have, with 406', { accept: 'image/png' }, 406],
    ['a body that is no JSON by its type, with 415', { 'content-type': 'text/plain' }, 415],
    ['a body without a type, with 415', { 'content-type': '' }, 415],
  ])('%s', async (_what, headers, status) => {
    expect((await send({ query: TYPENAME }, headers as Record<string, string>)).status).toBe(status);
  });
});
