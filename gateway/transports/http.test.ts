import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { citizen } from '../../platform/testing/principals.ts';
import { TestGraph } from '../testing/test-graph.ts';
import { TestSubgraphServer } from '../testing/test-subgraph-server.ts';
import { until } from '../testing/until.ts';
import { type HttpTransportOptions, httpTransport } from './http.ts';
import type { Transport } from './transport.ts';

const TICKS = 'subscription { ticks { n } }';
const principal = citizen();
const request = (document: string, more: object = {}) => ({ document, principal, requestId: 'r1', ...more });

let graph: TestGraph;
let server: TestSubgraphServer;
let transport: Transport;
const make = (options: Partial<HttpTransportOptions> = {}) =>
  httpTransport({
    name: 'people',
    url: server.url,
    visa: (audience, { citizenId }) => `${audience}.${citizenId}`,
    ...options,
  });

beforeEach(async () => {
  graph = new TestGraph();
  server = await TestSubgraphServer.start('people', graph);
  transport = make();
});
afterEach(async () => {
  await transport.close?.();
  await server.close();
});

describe('a call over HTTP', () => {
  it('brings document, variables, visa and request id, and the answer back', async () => {
    const document = 'query ($id: ID!) { person(id: $id) { name } }';
    const answer = await transport.execute(request(document, { variables: { id: '7' } }));
    expect(answer).toEqual({ data: { person: { name: 'Person 7' } } });
    expect(server.requests[0]?.headers).toMatchObject({
      authorization: `Visa people.${principal.citizenId}`,
      'x-request-id': 'r1',
    });
  });

  it('says nothing of anybody in open mode', async () => {
    const open = make({ visa: undefined });
    await open.execute(request('{ me { id } }'));
    await open.close?.();
    expect(server.requests[0]?.headers.authorization).toBeUndefined();
  });

  it('passes GraphQL errors on, whatever the status below 500', async () => {
    server.answer = { status: 400, body: '{"errors":[{"message":"no"}]}' };
    expect(await transport.execute(request('{ x }'))).toEqual({ errors: [{ message: 'no' }] });
  });

  it.each([
    ['is no JSON', { status: 200, body: '<html>' }],
    ['is no object', { status: 200, body: '[]' }],
    ['is a server error', { status: 503, body: '{"errors":[]}' }],
    ['is too long', { status: 200, body: JSON.stringify({ data: 'x'.repeat(2_000) }) }],
  ])('is UNAVAILABLE when the answer %s', async (_what, answer) => {
    server.answer = answer;
    const bounded = make({ maxResponseBytes: 1_000 });
    await expect(bounded.execute(request('{ x }'))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await bounded.close?.();
  });

  it('is UNAVAILABLE when nobody is there', async () => {
    const nobody = make({ url: 'http://127.0.0.1:1/graphql' });
    await expect(nobody.execute(request('{ x }'))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await nobody.close?.();
  });

  it('is sent again, if it only reads, over a connection that was closed before it could be used', async () => {
    await transport.execute(request('{ x }'));
    server.hangUpNext = true;
    expect(await transport.execute(request('query { x }'))).toEqual(await transport.execute(request('{ x }')));
    server.hangUpNext = true;
    await expect(transport.execute(request('mutation { x }'))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(server.requests.map(({ body }) => body.query)).toEqual([
      '{ x }',
      'query { x }',
      'query { x }',
      '{ x }',
      'mutation { x }',
    ]);
  });

  it('is given up after its time, and at once when the caller has left', async () => {
    const hasty = make({ timeoutMs: 50 });
    await expect(hasty.execute(request('{ slow }'))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await hasty.close?.();
    const left = AbortSignal.timeout(20);
    await expect(transport.execute(request('{ slow }', { signal: left }))).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    });
  });
});

describe('connections', () => {
  const opened = () => server.connections;
  const ask = (n: number) => transport.execute(request(`{ person(id: "${n}") { name } }`));

  it('are kept from call to call, and as many as calls at once', async () => {
    await ask(1);
    await ask(2);
    expect(opened()).toBe(1);
    await Promise.all([ask(3), ask(4), ask(5)]);
    expect(opened()).toBe(3);
  });

  it('are never more than allowed; who finds none free waits in line', async () => {
    const narrow = make({ connections: 1 });
    const answers = await Promise.all(
      [1, 2, 3, 4].map((n) => narrow.execute(request(`{ person(id: "${n}") { name } }`))),
    );
    await narrow.close?.();
    expect(answers.map(({ data }) => data?.person)).toEqual([1, 2, 3, 4].map((n) => ({ name: `Person ${n}` })));
    expect(opened()).toBe(1);
  });

  it('that the subgraph has closed are not used again', async () => {
    await ask(1);
    server.closeIdle();
    await until(() => server.openConnections === 0);
    expect(await ask(2)).toEqual({ data: { person: { name: 'Person 2' } } });
    expect(opened()).toBe(2);
  });

  it('of a call given up are not used again', async () => {
    const left = AbortSignal.timeout(20);
    await expect(transport.execute(request('{ slow }', { signal: left }))).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    });
    expect(await ask(1)).toEqual({ data: { person: { name: 'Person 1' } } });
    expect(opened()).toBe(2);
  });

  it('carry no header that somebody else chose', async () => {
    await transport.execute(request('{ me { id } }', { requestId: 'r\r\nx-forged: 1\r\n\r\n' }));
    expect(server.requests[0]?.headers).toMatchObject({ 'x-request-id': 'r__x-forged: 1____' });
    expect(server.requests[0]?.headers['x-forged']).toBeUndefined();
  });

  it('carry whatever people write', async () => {
    const answer = await transport.execute(
      request('query ($id: ID!) { person(id: $id) { name } }', { variables: { id: 'Größe 😀' } }),
    );
    expect(answer).toEqual({ data: { person: { name: 'Person Größe 😀' } } });
  });

  it('by https are checked against the name of the subgraph', async () => {
    const pem = readFileSync(join(import.meta.dirname, '..', 'testing', 'tls', 'localhost.pem'), 'utf8');
    const secure = createServer({ key: pem, cert: pem }, (_, response) => void response.end('{"data":{}}'));
    await new Promise<void>((resolve) => secure.listen(0, resolve));
    const url = `https://localhost:${(secure.address() as AddressInfo).port}/graphql`;
    const known = make({ url, ca: pem });
    const unknown = make({ url });
    expect(await known.execute(request('{ x }'))).toEqual({ data: {} });
    await expect(unknown.execute(request('{ x }'))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await Promise.all([known.close?.(), unknown.close?.()]);
    secure.closeAllConnections();
    secure.close();
  });
});

describe('streams over a socket', () => {
  it('share one socket, each with its own visa and place', async () => {
    graph.ticker.push(1);
    graph.ticker.push(2);
    const first = transport.subscribe(request(TICKS, { resumeAfter: 'c1' }));
    expect((await first.next()).value).toEqual({ data: { ticks: { n: 2 } }, extensions: { cursor: 'c2' } });
    const second = transport.subscribe(request(TICKS));
    const waiting = second.next();
    await until(() => graph.ticker.followers === 2);
    expect(server.sockets.size).toBe(1);
    expect(server.streams[0]?.extensions).toEqual({
      visa: `people.${principal.citizenId}`,
      requestId: 'r1',
      resumeAfter: 'c1',
    });
    await Promise.all([first.return?.(), second.return?.()]);
    expect((await waiting).done).toBe(true);
  });

  it('carry bookmarks as messages without data', async () => {
    const stream = transport.subscribe(request(TICKS));
    const next = stream.next();
    await until(() => graph.ticker.followers === 1);
    graph.ticker.bookmark('b1');
    expect((await next).value).toEqual({ extensions: { cursor: 'b1' } });
    await stream.return?.();
  });

  it('end upstream at once, though nothing happens', async () => {
    const stream = transport.subscribe(request(TICKS));
    const waiting = stream.next();
    await until(() => graph.ticker.followers === 1);
    await stream.return?.();
    expect((await waiting).done).toBe(true);
    await until(() => graph.ticker.followers === 0);
  });

  it('end together when the socket is lost, and a new one opens for the next', async () => {
    const streams = [transport.subscribe(request(TICKS)), transport.subscribe(request(TICKS))];
    const firsts = streams.map((stream) => stream.next());
    await until(() => graph.ticker.followers === 2);
    graph.ticker.push(1);
    await Promise.all(firsts);
    const rests = streams.map((stream) => stream.next());
    for (const socket of server.sockets) socket.terminate();
    expect((await Promise.all(rests)).map(({ done }) => done)).toEqual([true, true]);
    const again = transport.subscribe(request(TICKS, { resumeAfter: 'c0' }));
    expect((await again.next()).value).toMatchObject({ data: { ticks: { n: 1 } } });
    await again.return?.();
  });

  it('are UNAVAILABLE when nobody is there', async () => {
    const nobody = make({ url: 'http://127.0.0.1:1/graphql' });
    await expect(nobody.subscribe(request(TICKS)).next()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await nobody.close?.();
  });

  it.each([
    ['a value', { text: 'x'.repeat(1024 * 1024) }],
    ['a value whose letters take more than a byte', { text: 'ß'.repeat(500 * 1024) }],
  ])('refuse %s too long for the socket alone, and all others go on', async (_what, variables) => {
    const other = transport.subscribe(request(TICKS));
    const waiting = other.next();
    await until(() => graph.ticker.followers === 1);
    const tooLong = transport.subscribe(request(TICKS, { variables }));
    await expect(tooLong.next()).rejects.toMatchObject({ code: 'OPERATION_TOO_COMPLEX' });
    graph.ticker.push(1);
    expect((await waiting).value).toMatchObject({ data: { ticks: { n: 1 } } });
    expect(server.streams).toHaveLength(1);
    await other.return?.();
  });

  it('give a refusal as their last message', async () => {
    const stream = transport.subscribe(request('subscription { nothing }'));
    expect((await stream.next()).value).toMatchObject({
      data: null,
      errors: [{ message: expect.stringContaining('nothing') }],
    });
    expect((await stream.next()).done).toBe(true);
  });
});
