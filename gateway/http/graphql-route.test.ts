import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bearer, codesOf, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

let hub: TestGateway;
beforeAll(async () => {
  hub = await startTestGateway();
});
afterAll(() => hub.close());

describe('POST /graphql', () => {
  it('answers one query from both subgraphs', async () => {
    const answer = await hub.post({ query: '{ person(id: "p1") { name things { title } } }' });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ data: { person: { name: 'Person p1', things: [{ title: 'Thing of p1' }] } } });
  });

  it('gives the subgraph the principal behind the token', async () => {
    const { principal, token } = await hub.identity.signIn();
    const answer = await hub.post({ query: '{ me { id } }' }, bearer(token));
    expect(answer.body.data).toEqual({ me: { id: principal.citizenId } });
  });

  it.each([
    ['application/graphql-response+json', 'application/graphql-response+json; charset=utf-8'],
    ['application/json', 'application/json; charset=utf-8'],
    ['*/*', 'application/json; charset=utf-8'],
  ])('answers %s in the type that was asked for', async (accept, type) => {
    const good = await hub.post({ query: '{ person(id: 1) { id } }' }, { accept });
    const bad = await hub.post({ query: '{ nothing }' }, { accept });
    expect([good.headers.get('content-type'), bad.headers.get('content-type')]).toEqual([type, type]);
  });

  it.each([
    ['a syntax error', { query: '{ me {' }, 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', { query: '{ nothing }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['an unknown operation', { query: 'query A { me { id } }', operationName: 'B' }, 'OPERATION_RESOLUTION_FAILURE'],
    ['bad variables', { query: 'query ($id: ID!) { person(id: $id) { id } }' }, 'BAD_USER_INPUT'],
    ['a batch', [{ query: '{ me { id } }' }], 'BAD_REQUEST'],
    ['no query', { variables: {} }, 'BAD_REQUEST'],
    ['a query that is no text', { query: { kind: 'Document' } }, 'BAD_REQUEST'],
    ['variables that are no object', { query: '{ me { id } }', variables: 'x' }, 'BAD_REQUEST'],
    ['text that is no JSON', '{"query": ', 'BAD_REQUEST'],
    ['null', 'null', 'BAD_REQUEST'],
    ['a subscription without a stream', { query: 'subscription { ticks { n } }' }, 'BAD_REQUEST'],
  ])('refuses %s with 400', async (_what, body, code) => {
    const answer = await hub.post(body);
    expect([answer.status, codesOf(answer)]).toEqual([400, [code]]);
  });

  it('names no field of the schema to those who guess', async () => {
    const answer = await hub.post({ query: '{ persn(id: 1) { id } }' });
    expect(JSON.stringify(answer.body)).not.toContain('Did you mean');
  });

  it('answers 200 when a field fails, and says nothing of the cause', async () => {
    const answer = await hub.post({ query: '{ broken person(id: "p1") { id } }' });
    expect(answer.status).toBe(200);
    expect(answer.body.data).toEqual({ broken: null, person: { id: 'p1' } });
    expect(JSON.stringify(answer.body)).not.toMatch(/stack|at .*\.ts/);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'refuses %s, which a foreign page may send unasked',
    async (type) => {
      const answer = await hub.post('{"query":"{ me { id } }"}', { 'content-type': type });
      expect([answer.status, codesOf(answer)]).toEqual([415, ['UNSUPPORTED_MEDIA_TYPE']]);
    },
  );

  it('refuses a body over the limit with 413', async () => {
    const answer = await hub.post({ query: `{ me { id } } #${'x'.repeat(257 * 1024)}` });
    expect([answer.status, codesOf(answer)]).toEqual([413, ['PAYLOAD_TOO_LARGE']]);
  });

  it.each(['GET', 'PUT', 'DELETE', 'OPTIONS'])('refuses %s with 405 and names the right method', async (method) => {
    const response = await fetch(`${hub.url}?query=%7Bme%7Bid%7D%7D`, { method });
    const body = (await response.json()) as { errors: { extensions: object }[] };
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    expect(body.errors[0]?.extensions).toEqual({ code: 'METHOD_NOT_ALLOWED' });
  });

  it('keeps a name like __proto__ out of everybody else', async () => {
    const answer = await hub.post('{"query":"{ me { id } }","variables":{"__proto__":{"polluted":1}}}');
    expect(answer.status).toBe(400);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});
