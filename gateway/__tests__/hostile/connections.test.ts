import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { RESILIENCE } from '../../resilience/settings.ts';
import { startTestGateway, type TestGateway } from '../../testing/test-gateway.ts';
import { until } from '../../testing/until.ts';
import { askHttp } from './ask.ts';
import { bytesOf } from './requests.ts';

/** So that nothing ends but what clients end. */
const PATIENT = { ...RESILIENCE, maxWaitMs: Number.POSITIVE_INFINITY, guardCalls: false, requestTimeoutMs: 60_000 };

let hub: TestGateway;
let port: number;
/** Connections that the gateway has taken so far. */
let accepted = 0;
const open: Socket[] = [];
beforeAll(async () => {
  hub = await startTestGateway({ resilience: PATIENT });
  port = (hub.gateway.app.server.address() as AddressInfo).port;
  hub.gateway.app.server.on('connection', () => accepted++);
});
afterAll(() => hub.close());
afterEach(() => {
  for (const socket of open.splice(0)) socket.destroy();
});

/** So many connections that each say this much, and no more. */
function say(count: number, bytes: string | Buffer): Promise<unknown> {
  const sockets = Array.from({ length: count }, () => connect(port, '127.0.0.1').on('error', () => {}));
  open.push(...sockets);
  return Promise.all(sockets.map((socket) => new Promise((resolve) => socket.write(bytes, resolve))));
}

const healthy = () => askHttp(hub.url, '{"query":"{ person(id: 1) { id } }"}');
const SLOW = '{"query":"{ slow }"}';
const large = `{"query":"{ echo(json: \\"${'x'.repeat(200_000)}\\") }"}`;

describe('H12', () => {
  it.each([
    ['begin their headers', 'POST /graphql HTTP/1.1\r\nhost: hub.test\r\nx-slow: '],
    ['say nothing at all', ''],
    ['promise a body', bytesOf({ body: '{"query":', length: '100' })],
    ['ask for much', bytesOf({ body: large })],
  ])('500 connections that %s and then wait keep nobody from an answer', async (_what, bytes) => {
    const before = accepted;
    await say(bytes.length > 1_000 ? 50 : 500, bytes);
    for (const socket of open) socket.pause();
    // Nobody else is at the door: all of them are in.
    await until(() => accepted >= before + open.length);
    for (let n = 0; n < 20; n++) expect((await healthy()).codes).toEqual([]);
  });
});

describe('H17', () => {
  it('300 clients that leave before their answer: the work for each of them stops', async () => {
    const work = () => hub.graph.requests.filter(({ document }) => document.includes('slow'));
    await say(300, bytesOf({ body: SLOW }));
    await until(() => work().length === 300);
    expect(work().some(({ signal }) => signal?.aborted)).toBe(false);
    for (const socket of open) socket.destroy();
    await until(() => work().every(({ signal }) => signal?.aborted));
    expect((await healthy()).codes).toEqual([]);
  });

  it('clients that leave in the middle of an answer disturb nobody', async () => {
    await say(50, bytesOf({ body: large }));
    await Promise.all(open.map((socket) => once(socket, 'data').then(() => socket.destroy())));
    expect((await healthy()).codes).toEqual([]);
  });
});

describe('H16', () => {
  it('requests behind each other on one connection are answered in order, each as its own sender', async () => {
    const [anna, ben] = [await hub.identity.signIn(), await hub.identity.signIn()];
    const ask = (token: string | undefined, close = '') =>
      bytesOf({
        body: '{"query":"{ me { id } }"}',
        headers: [...(token ? [`authorization: Bearer ${token}`] : []), ...(close ? [] : ['connection: keep-alive'])],
        close: close !== '',
      });
    const socket = connect(port, '127.0.0.1');
    open.push(socket);
    let text = '';
    socket.on('data', (chunk) => (text += chunk));
    socket.write(Buffer.concat([ask(anna.token), ask(undefined), ask(ben.token), ask(undefined, 'last')]));
    await once(socket, 'close');
    const answers = text.match(/\{"data":\{"me":(null|\{"id":"[^"]+"\})/g);
    const as = (id: string) => `{"data":{"me":{"id":"${id}"}`;
    const nobody = '{"data":{"me":null';
    expect(answers).toEqual([as(anna.principal.citizenId), nobody, as(ben.principal.citizenId), nobody]);
  });
});
