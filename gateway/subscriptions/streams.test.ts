import { afterEach, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import type { GatewayOptions } from '../server.ts';
import { BlackHole } from '../testing/black-hole.ts';
import { openEvents } from '../testing/events.ts';
import { SocketClient } from '../testing/socket-client.ts';
import { bearer, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';
import { TestGraph } from '../testing/test-graph.ts';
import { TestSubgraphServer } from '../testing/test-subgraph-server.ts';
import { until } from '../testing/until.ts';
import { httpTransport } from '../transports/http.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  while (closing.length > 0) await closing.pop()?.();
});

async function start(options: Partial<GatewayOptions> = {}): Promise<TestGateway> {
  const hub = await startTestGateway(options);
  closing.push(() => hub.close());
  return hub;
}

const TICKS = 'subscription { ticks { n by { things { title } } } }';
const AFTER = 'subscription ($after: String) { ticks(after: $after) { n } }';

async function watch(hub: TestGateway, token?: string, query = TICKS, variables?: object): Promise<SocketClient> {
  const client = await SocketClient.init(hub.wsUrl, token ? bearer(token) : undefined);
  client.ask('1', query, variables);
  closing.push(() => client.close());
  return client;
}

const nextOf = async (client: SocketClient) =>
  (await client.hear('next')).payload as { data: { ticks: { n: number } } };
const opened = ({ graph }: TestGateway) =>
  graph.requests.filter(({ document }) => document.startsWith('subscription')).length;

describe('equal subscriptions of equal principals', () => {
  it('share one upstream, however they came, and each gets every event whole', async () => {
    const hub = await start({ coalesce: true });
    const { token } = await hub.identity.signIn();
    const socket = await watch(hub, token);
    await until(() => opened(hub) === 1);
    const events = await openEvents(`${hub.url}?query=${encodeURIComponent(TICKS)}`, { headers: bearer(token) });
    closing.push(async () => events.close());
    await until(() => hub.gateway.streamCount() === 2);
    hub.graph.ticker.push(1);
    const data = { ticks: { n: 1, by: { things: [{ title: 'Thing of p1' }] } } };
    expect(await nextOf(socket)).toMatchObject({ data, extensions: { cursor: 'c1' } });
    expect(await events.next()).toMatchObject({ id: 'c1', data: { data } });
    expect([opened(hub), hub.graph.ticker.followers]).toEqual([1, 1]);
  });

  it('let somebody in later who begins now, and tell where that is', async () => {
    const hub = await start({ coalesce: true });
    const first = await watch(hub);
    await until(() => hub.graph.ticker.followers === 1);
    hub.graph.ticker.push(1);
    await nextOf(first);
    const second = await watch(hub);
    expect((await second.hear('ping')).payload).toEqual({ cursor: 'c1', id: '1' });
    hub.graph.ticker.push(2);
    expect((await nextOf(second)).data.ticks.n).toBe(2);
    expect(hub.graph.ticker.followers).toBe(1);
  });

  it.each([
    [
      'another person',
      async (hub: TestGateway) => watch(hub, (await hub.identity.signIn({ citizenId: 'another' })).token),
    ],
    ['a place of her own', async (hub: TestGateway) => watch(hub, undefined, AFTER, { after: 'c1' })],
    ['other words', async (hub: TestGateway) => watch(hub, undefined, 'subscription { ticks { n by { name } } }')],
  ])('do not let in %s', async (_who, open) => {
    const hub = await start({ coalesce: true });
    await watch(hub);
    await until(() => hub.graph.ticker.followers === 1);
    await open(hub);
    await until(() => hub.graph.ticker.followers === 2);
  });

  it('end the upstream at once with the last of them, not with the first', async () => {
    const hub = await start({ coalesce: true });
    const [first, second] = [await watch(hub), await watch(hub)];
    await until(() => hub.gateway.streamCount() === 2);
    await first.close();
    await until(() => hub.gateway.streamCount() === 1);
    expect(hub.graph.ticker.followers).toBe(1);
    await second.close();
    await until(() => hub.graph.ticker.followers === 0);
  });
});

describe('a quiet stream', () => {
  const CHANGES = {
    role: { kind: 'staff', offices: [34] },
    consent: { purposes: [] },
    scope: { scopes: ['openid'] },
    level: { authentication: 'BASIC' },
    nothing: {},
  } as const;
  const openers = {
    socket: (hub: TestGateway, token: string) => watch(hub, token),
    'event stream': async (hub: TestGateway, token: string) => {
      const events = await openEvents(`${hub.url}?query=${encodeURIComponent(TICKS)}`, { headers: bearer(token) });
      closing.push(async () => events.close());
    },
  };

  it.each(Object.entries(openers))(
    'on a %s is opened anew within 5 seconds when its holder may do more or less, though nothing happens',
    async (_protocol, open) => {
      const hub = await start();
      const changed = await Promise.all(
        Object.values(CHANGES).map(async (change) => {
          const { principal, token } = await hub.identity.signIn({ purposes: ['home'] });
          await open(hub, token);
          return { ...principal, ...change };
        }),
      );
      await until(() => hub.graph.ticker.followers === changed.length);
      for (const principal of changed) hub.identity.principals.set(principal.citizenId, principal);
      await until(() => opened(hub) === 2 * changed.length - 1, 5_000);
      const askedFor = hub.graph.requests.slice(changed.length).map(({ principal }) => principal);
      expect(new Set(askedFor)).toEqual(new Set(changed.slice(0, -1)));
      expect(hub.graph.ticker.followers).toBe(changed.length);
    },
  );
});

describe('a client that reads nothing', () => {
  /** So much that the network's own buffers are full soon. */
  const PAGES = 'subscription { ticks { n by { name } } }';
  const flood = async (hub: TestGateway, isOver: () => boolean) => {
    const name = 'x'.repeat(100_000);
    hub.graph.personName = name;
    let n = 1;
    while (!isOver() && n < 300) {
      hub.graph.ticker.push(++n);
      await new Promise((resolve) => setImmediate(resolve));
    }
    // What was pushed may still be on its way: it is as long as all the rest.
    await until(isOver, 30_000);
    hub.graph.personName = undefined;
    return n;
  };

  it('is closed with 1013 on a socket, holds one event at most, and misses nothing when it comes back', async () => {
    const hub = await start({ patienceMs: 300 });
    const socket = new WebSocket(hub.wsUrl, 'graphql-transport-ws');
    const cursors: string[] = [];
    let isAcknowledged = false;
    socket.on('message', (text) => {
      const { type, payload } = JSON.parse(String(text));
      isAcknowledged ||= type === 'connection_ack';
      if (type === 'next') cursors.push(payload.extensions.cursor);
    });
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    await new Promise((resolve) => socket.once('open', resolve));
    socket.send('{"type":"connection_init"}');
    await until(() => isAcknowledged);
    socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query: PAGES } }));
    await until(() => hub.graph.ticker.followers === 1);
    hub.graph.ticker.push(1);
    await until(() => cursors.length === 1);
    socket.pause();
    const pushed = await flood(hub, () => hub.graph.ticker.followers === 0);
    await until(() => hub.graph.ticker.followers === 0);
    socket.resume();
    expect(await closed).toBe(1013);
    hub.graph.ticker.push(pushed + 1);
    const again = await watch(hub, undefined, AFTER, { after: cursors.at(-1) });
    const told = cursors.map((cursor) => Number(cursor.slice(1)));
    while (told.at(-1) !== pushed + 1) told.push((await nextOf(again)).data.ticks.n);
    expect(told).toEqual(Array.from({ length: pushed + 1 }, (_, index) => index + 1));
  });

  it('loses its event stream without complete', async () => {
    const hub = await start({ patienceMs: 300 });
    const gone = new AbortController();
    const url = `${hub.url}?query=${encodeURIComponent(PAGES)}`;
    const response = await fetch(url, { headers: { accept: 'text/event-stream' }, signal: gone.signal });
    await until(() => hub.graph.ticker.followers === 1);
    await flood(hub, () => hub.graph.ticker.followers === 0);
    await until(() => hub.graph.ticker.followers === 0);
    gone.abort();
    await response.body?.cancel().catch(() => {});
  });
});

describe('an upstream over the network', () => {
  it('that falls silent without a word is noticed, and continued from the cursor on a new line', async () => {
    const graph = new TestGraph();
    const server = await TestSubgraphServer.start('people', graph);
    const hole = await BlackHole.before(server.url);
    const people = httpTransport({ name: 'people', url: hole.urlFor(server.url), pulseMs: 100, visa: () => 'visa' });
    const transports = new Map([...graph.transports(), ['people', people] as const]);
    const hub = await start({ transports });
    closing.unshift(
      () => server.close(),
      () => hole.close(),
    );
    const client = await watch(hub, undefined, 'subscription { ticks { n } }');
    await until(() => server.streams.length === 1);
    await until(() => graph.ticker.followers === 1);
    graph.ticker.push(1);
    expect((await nextOf(client)).data.ticks.n).toBe(1);
    hole.swallow();
    graph.ticker.push(2);
    graph.ticker.push(3);
    expect([(await nextOf(client)).data.ticks.n, (await nextOf(client)).data.ticks.n]).toEqual([2, 3]);
  });
});
