import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { refusedStatus, SocketClient } from '../testing/socket-client.ts';
import { bearer, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';
import { PUBLIC_URL } from '../testing/test-identity.ts';
import { until } from '../testing/until.ts';

let hub: TestGateway;
beforeEach(async () => {
  hub = await startTestGateway({ session: { clientSecret: 'x', scopes: ['openid'] } });
});
afterEach(() => hub.close());

const TICKS = 'subscription { ticks { n by { things { title } } } }';
const init = async (token?: string) => SocketClient.init(hub.wsUrl, token ? bearer(token) : undefined);
const COOKIE = { cookie: 'stadttor=something' };

describe('operations over a socket', () => {
  it('stream events with fields of another subgraph, each with its cursor', async () => {
    const client = await init();
    client.ask('1', TICKS);
    await until(() => hub.graph.ticker.followers === 1);
    hub.graph.ticker.push(7);
    expect((await client.hear('next')).payload).toEqual({
      data: { ticks: { n: 7, by: { things: [{ title: 'Thing of p1' }] } } },
      extensions: { cursor: 'c7' },
    });
    await client.close();
  });

  it('send bookmarks as pings that name the operation', async () => {
    const client = await init();
    client.ask('1', TICKS);
    await until(() => hub.graph.ticker.followers === 1);
    hub.graph.ticker.bookmark('b3');
    expect(await client.hear('ping')).toEqual({ type: 'ping', payload: { cursor: 'b3', id: '1' } });
    await client.close();
  });

  it('answer queries and mutations as the signed-in caller', async () => {
    const { principal, token } = await hub.identity.signIn();
    const client = await init(token);
    client.ask('1', '{ me { id } }');
    client.ask('2', 'mutation { rename(name: "Neu") { name } }');
    expect((await client.hear('next', '1')).payload).toEqual({ data: { me: { id: principal.citizenId } } });
    expect((await client.hear('next', '2')).payload).toEqual({ data: { rename: { name: 'Neu' } } });
    await client.close();
  });

  it.each([
    ['a syntax error', '{ me {', 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', '{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    [
      'one over the limits',
      `{ me { id } ${'a'.repeat(3)}: me { id } ${'x: me { id } '.repeat(300)} }`,
      'OPERATION_TOO_COMPLEX',
    ],
    ['introspection by nobody', '{ __schema { types { name } } }', 'INTROSPECTION_DISABLED'],
  ])('leave the other subscription alive when one is %s', async (_what, query, code) => {
    const client = await init();
    client.ask('good', TICKS);
    await until(() => hub.graph.ticker.followers === 1);
    client.ask('bad', query);
    expect((await client.hear('error', 'bad')).payload).toMatchObject([{ extensions: { code } }]);
    hub.graph.ticker.push(1);
    expect(await client.hear('next', 'good')).toBeDefined();
    await client.close();
  });

  it('end upstream at once on complete and when the client vanishes', async () => {
    const client = await init();
    client.ask('1', TICKS);
    client.ask('2', TICKS);
    await until(() => hub.graph.ticker.followers === 2);
    client.say({ type: 'complete', id: '1' });
    await until(() => hub.graph.ticker.followers === 1);
    await client.close();
    await until(() => hub.graph.ticker.followers === 0);
  });

  it('refuse the 21st of them alone', async () => {
    const client = await init();
    for (let n = 1; n <= 21; n++) client.ask(String(n), TICKS);
    expect(await client.hear('error', '21')).toMatchObject({ payload: [{ extensions: { code: 'RATE_LIMITED' } }] });
    await until(() => hub.graph.ticker.followers === 20);
    await client.close();
  });

  it('serve the graphql-ws client', async () => {
    const client = createClient({ url: hub.wsUrl, webSocketImpl: WebSocket });
    const results = client.iterate({ query: 'subscription { ticks { n } }' });
    const first = results.next();
    await until(() => hub.graph.ticker.followers === 1);
    hub.graph.ticker.push(1);
    expect((await first).value).toMatchObject({ data: { ticks: { n: 1 } } });
    await results.return?.();
    await client.dispose();
  });
});

describe('a socket closes', () => {
  it.each([
    ['4400 for a message that is no JSON', 'what?', 4400],
    ['4400 for a type nobody knows', '{"type":"hello"}', 4400],
    ['4400 for what only servers say', '{"type":"connection_ack"}', 4400],
    ['4400 for a list', '[]', 4400],
    ['4401 for an operation before init', '{"type":"subscribe","id":"1","payload":{"query":"{ me { id } }"}}', 4401],
    ['1009 for a message over the limit', 'x'.repeat(65 * 1024), 1009],
  ])('with %s', async (_what, message, code) => {
    const client = await SocketClient.open(hub.wsUrl);
    client.say(message);
    expect(await client.closed).toEqual({ code });
  });

  it('with 4429 for a second init and 4409 for an id in use', async () => {
    const twice = await init();
    twice.say({ type: 'connection_init' });
    const same = await init();
    same.ask('1', TICKS);
    same.ask('1', TICKS);
    expect([(await twice.closed).code, (await same.closed).code]).toEqual([4429, 4409]);
  });

  it('with 4406 for a client that speaks no protocol of ours', async () => {
    const client = new WebSocket(hub.wsUrl);
    expect(await new Promise((resolve) => client.once('close', resolve))).toBe(4406);
  });

  it('with 4403 for a token that is not good', async () => {
    const client = await SocketClient.open(hub.wsUrl);
    client.say({ type: 'connection_init', payload: bearer('nonsense') });
    expect(await client.closed).toEqual({ code: 4403 });
  });

  it('with 4403 when its token ends', async () => {
    const { token } = await hub.identity.signIn({}, { exp: Math.floor(Date.now() / 1000) + 1 });
    const client = await init(token);
    expect(await client.closed).toEqual({ code: 4403 });
  });

  it('with 4403 within 5 seconds when the right is withdrawn, though nothing happens', async () => {
    const { principal, token } = await hub.identity.signIn();
    const client = await init(token);
    client.ask('1', TICKS);
    await until(() => hub.graph.ticker.followers === 1);
    hub.identity.principals.delete(principal.citizenId);
    expect(await client.closed).toEqual({ code: 4403 });
    expect(hub.graph.ticker.followers).toBe(0);
  });

  it('with 1013 for somebody who talks without end', async () => {
    const client = await init();
    for (let n = 0; n < 200; n++) client.say({ type: 'ping' });
    expect(await client.closed).toEqual({ code: 1013 });
  });

  it('with 1012 when the gateway drains', async () => {
    const client = await init();
    await hub.close();
    expect(await client.closed).toEqual({ code: 1012 });
  });

  it('with 1013 when one address opens too many', async () => {
    const clients = await Promise.all(Array.from({ length: 50 }, () => SocketClient.open(hub.wsUrl)));
    const oneMore = await SocketClient.open(hub.wsUrl);
    expect(await oneMore.closed).toEqual({ code: 1013 });
    await Promise.all(clients.map((client) => client.close()));
  });
});

describe('a handshake', () => {
  it.each([
    ['a foreign origin', { origin: 'https://evil.example' }],
    ['a look-alike origin', { origin: `${PUBLIC_URL}.evil.example` }],
    ['no origin', {}],
  ])('with a session cookie is refused from %s', async (_what, headers) => {
    expect(await refusedStatus(hub.wsUrl, { ...COOKIE, ...headers })).toBe(403);
  });

  it('without a cookie may come from anywhere, for it proves itself by a token', async () => {
    const { token } = await hub.identity.signIn();
    const client = await SocketClient.init(hub.wsUrl, bearer(token), { origin: 'https://partner.example' });
    await client.close();
  });

  it('leaves a token in the address unread', async () => {
    const { token } = await hub.identity.signIn();
    const client = await SocketClient.init(`${hub.wsUrl}?access_token=${token}`);
    client.ask('1', '{ me { id } }');
    expect((await client.hear('next')).payload).toEqual({ data: { me: null } });
    await client.close();
  });

  it('on another path is refused', async () => {
    expect(await refusedStatus(hub.wsUrl.replace('/graphql', '/other'))).toBe(404);
  });
});
