import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import { SocketClient } from '../../testing/socket-client.ts';
import { startTestGateway, type TestGateway } from '../../testing/test-gateway.ts';
import { until } from '../../testing/until.ts';
import { closeCodeOf, HELLO, HOSTILE_SOCKETS, rawSocket } from './sockets.ts';

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
  ])('may have %s, and is answered under it', async (_what, id) => {
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
  ])('that brings %s is nobody', async (_what, payload) => {
    const client = await SocketClient.init(hub.wsUrl, payload);
    client.ask('1', '{ me { id } }');
    expect((await client.hear('next', '1')).payload).toEqual({ data: { me: null } });
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    await client.close();
  });

  it.each([['graphql-ws'], ['soap'], ['graphql-transport-ws2']])(
    'that speaks %s is closed with 4406',
    async (protocol) => {
      const socket = new WebSocket(hub.wsUrl, protocol);
      socket.on('error', () => {});
      // The library hangs up by itself when no protocol was agreed.
      expect([4406, 1006]).toContain(await new Promise((resolve) => socket.once('close', resolve)));
    },
  );

  it('that says nothing at all is closed with 4408', async () => {
    expect(await closeCodeOf(await rawSocket(port))).toBe(4408);
  });
});
