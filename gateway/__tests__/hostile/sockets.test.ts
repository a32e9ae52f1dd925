import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { WebSocket } from 'ws';
import { RESILIENCE } from '../../resilience/settings.ts';
import { refusedStatus, SocketClient } from '../../testing/socket-client.ts';
import { post, startTestGateway, type TestGateway } from '../../testing/test-gateway.ts';
import { until } from '../../testing/until.ts';
import { askHttp } from './ask.ts';
import { closeCodeOf, HELLO, HOSTILE_SOCKETS, rawSocket, say } from './sockets.ts';

const TICKS = 'subscription { ticks { n } }';

let hub: TestGateway;
let port: number;
let witness: SocketClient;
beforeAll(async () => {
  hub = await startTestGateway();
  port = (hub.gateway.app.server.address() as AddressInfo).port;
  witness = await SocketClient.init(hub.wsUrl);
  witness.ask('w', 'subscription { ticks { n } }');
  await until(() => hub.graph.ticker.followers === 1);
});
afterAll(async () => {
  await witness.close();
  await hub.close();
});

describe('a hostile socket', () => {
  let count = 0;

  it.each(HOSTILE_SOCKETS.map((each) => [each.id, each.what, each] as const))(
    '%s %s is closed, and the one beside it hears everything',
    async (_id, _what, { bytes, code, isGreeted }) => {
      const socket = await rawSocket(port);
      if (isGreeted) {
        socket.write(HELLO);
        await once(socket, 'data');
      }
      const closed = closeCodeOf(socket);
      socket.write(bytes);
      expect(await closed).toBe(code);
      hub.graph.ticker.push(++count);
      expect((await witness.hear('next', 'w')).payload).toMatchObject({ data: { ticks: { n: count } } });
      await until(() => hub.graph.ticker.followers === 1);
    },
  );

  it.each([
    ['an id of 10 KB', 'x'.repeat(10_000)],
    ['an id __proto__', '__proto__'],
    ['an id constructor', 'constructor'],
  ])('W08 may have %s, and is answered under it', async (_what, id) => {
    const client = await SocketClient.init(hub.wsUrl);
    client.ask(id, '{ __typename }');
    expect((await client.hear('next', id)).payload).toEqual({ data: { __typename: 'Query' } });
    client.ask(`${id}2`, 'subscription { ticks { n } }');
    await until(() => hub.graph.ticker.followers === 2);
    client.say({ type: 'complete', id: `${id}2` });
    await until(() => hub.graph.ticker.followers === 1);
    await client.close();
  });

  it.each([
    ['a user it made up', { user: { id: 1 }, jwt: { sub: 'x' }, principal: { kind: 'staff' }, sub: 'x' }],
    ['a payload of 60 KB', { x: 'y'.repeat(60_000) }],
    ['a payload nested a thousand deep', JSON.parse(`${'{"a":'.repeat(1_000)}1${'}'.repeat(1_000)}`)],
    ['a payload with __proto__', JSON.parse('{"__proto__":{"authorization":"Bearer x","polluted":1}}')],
  ])('W24 that brings %s is nobody', async (_what, payload) => {
    const client = await SocketClient.init(hub.wsUrl, payload);
    client.ask('1', '{ me { id } }');
    expect((await client.hear('next', '1')).payload).toEqual({ data: { me: null } });
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    await client.close();
  });

  it.each([['graphql-ws'], ['soap'], ['graphql-transport-ws2'], [undefined]])(
    'W02 that speaks %s is closed with 4406',
    async (protocol) => {
      const socket = new WebSocket(hub.wsUrl, protocol);
      socket.on('error', () => {});
      // The library hangs up by itself when no protocol was agreed.
      expect([4406, 1006]).toContain(await new Promise((resolve) => socket.once('close', resolve)));
    },
  );

  it('W04 that says nothing at all is closed with 4408', async () => {
    expect(await closeCodeOf(await rawSocket(port))).toBe(4408);
  });

  it('W12 with a syntax error in one operation keeps its others', async () => {
    const client = await SocketClient.init(hub.wsUrl);
    client.ask('1', '{ person(id: 1) {');
    client.ask('2', '{ __typename }');
    expect((await client.hear('error', '1')).payload).toMatchObject([{ extensions: { code: 'GRAPHQL_PARSE_FAILED' } }]);
    expect((await client.hear('next', '2')).payload).toEqual({ data: { __typename: 'Query' } });
    await client.close();
  });

  it('W13 with a 21st subscription is refused that one alone', async () => {
    const client = await SocketClient.init(hub.wsUrl);
    for (let n = 1; n <= 21; n++) client.ask(String(n), TICKS);
    expect((await client.hear('error')).payload).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
    await until(() => hub.graph.ticker.followers === 21);
    await client.close();
    await until(() => hub.graph.ticker.followers === 1);
  });

  it('W13 with 20,000 subscriptions in one burst is closed with 1013, and opens no more than it may', async () => {
    const socket = await rawSocket(port);
    socket.write(HELLO);
    await once(socket, 'data');
    const before = hub.graph.requests.length;
    const closed = closeCodeOf(socket);
    socket.write(
      Buffer.concat(
        Array.from({ length: 20_000 }, (_, n) => say({ type: 'subscribe', id: `${n}`, payload: { query: TICKS } })),
      ),
    );
    expect(await closed).toBe(1013);
    expect(hub.graph.requests.length - before).toBeLessThanOrEqual(20);
    await until(() => hub.graph.ticker.followers === 1);
  });

  it('W16 that offers to pack its messages is not taken up on it', async () => {
    const socket = new WebSocket(hub.wsUrl, 'graphql-transport-ws', { perMessageDeflate: true });
    const [response] = (await once(socket, 'upgrade')) as [IncomingMessage];
    expect(response.headers['sec-websocket-extensions']).toBeUndefined();
    socket.terminate();
  });

  it('W19 that never reads is closed with 1013 in the end, and loses nobody else an event', async () => {
    const impatient = await startTestGateway({ patienceMs: 300 });
    const [reader, deaf] = [
      await SocketClient.init(impatient.wsUrl),
      new WebSocket(impatient.wsUrl, 'graphql-transport-ws'),
    ];
    await once(deaf, 'open');
    deaf.send('{"type":"connection_init"}');
    await once(deaf, 'message');
    const closed = once(deaf, 'close');
    deaf.pause();
    const query = 'subscription { ticks { n by { name } } }';
    deaf.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query } }));
    reader.ask('1', TICKS);
    await until(() => impatient.graph.ticker.followers === 2);
    impatient.graph.personName = 'x'.repeat(100_000);
    let n = 0;
    while (impatient.graph.ticker.followers === 2) {
      impatient.graph.ticker.push(++n);
      expect((await reader.hear('next', '1')).payload).toMatchObject({ data: { ticks: { n } } });
    }
    deaf.resume();
    expect((await closed)[0]).toBe(1013);
    await reader.close();
    await impatient.close();
  });
});

describe('a hostile handshake', () => {
  const withSession = { clientSecret: 'x', scopes: ['openid'] };

  it.each([
    ['a foreign origin', { origin: 'https://evil.example' }],
    ['a sub-domain', { origin: 'http://sub.hub.test' }],
    ['a look-alike', { origin: 'http://hub.test.evil.example' }],
    ['the origin null', { origin: 'null' }],
    ['no origin', {}],
  ])('W01 with the session cookie from %s is refused with 403', async (_what, headers) => {
    const portal = await startTestGateway({ session: withSession });
    expect(await refusedStatus(portal.wsUrl, { cookie: 'stadttor=x', ...headers })).toBe(403);
    await portal.close();
  });

  it('W18 a flood of 1,000 from one address: fifty may stay, the others are closed, and go without a trace', async () => {
    // Handshakes that a busy gateway sheds are another matter.
    const resilience = { ...RESILIENCE, maxWaitMs: Number.POSITIVE_INFINITY };
    const flooded = await startTestGateway({ resilience });
    const codes: number[] = [];
    const sockets = Array.from({ length: 1_000 }, () => {
      const socket = new WebSocket(flooded.wsUrl, 'graphql-transport-ws');
      // Who says hello in time may stay, however long the flood takes.
      socket.once('open', () => socket.send('{"type":"connection_init"}'));
      return socket.on('error', () => {}).once('close', (code) => codes.push(code));
    });
    await until(() => codes.length === 950);
    expect(new Set(codes)).toEqual(new Set([1013]));
    expect((await askHttp(flooded.url, '{"query":"{ __typename }"}')).codes).toEqual([]);
    for (const socket of sockets) socket.terminate();
    await until(() => codes.length === 1_000);
    await (await SocketClient.init(flooded.wsUrl)).close();
    await flooded.close();
  });

  it('W20 a token in the address makes nobody, and is in no line of the log', async () => {
    const lines: string[] = [];
    const write = (line: unknown, _encoding: unknown, done: () => void) => {
      lines.push(String(line));
      done();
    };
    const logged = await startTestGateway({ logger: pino({ level: 'trace' }, new Writable({ write })) });
    const { token } = await logged.identity.signIn();
    const client = await SocketClient.init(`${logged.wsUrl}?access_token=${token}&authorization=Bearer%20${token}`);
    client.ask('1', '{ me { id } }');
    expect((await client.hear('next', '1')).payload).toEqual({ data: { me: null } });
    await client.close();
    expect(await refusedStatus(`${logged.wsUrl.replace('/graphql', '/other')}?access_token=${token}`)).toBe(404);
    const posted = await post(`${logged.url}?access_token=${token}`, { query: '{ me { id } }' });
    expect(posted.body.data).toEqual({ me: null });
    await logged.close();
    expect(lines.join()).not.toContain(token);
  });

  it.each(['/', '/graphql/', '/graphql2', '/other', '/%67raphql', '//graphql', '/oidc/graphql'])(
    'W25 at the address %s is refused with 404',
    async (path) => {
      expect(await refusedStatus(hub.wsUrl.replace('/graphql', path))).toBe(404);
    },
  );
});
