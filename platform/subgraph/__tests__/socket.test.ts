import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import { UnauthenticatedError } from '../../errors/index.ts';
import { serveSocket } from '../socket.ts';

const STREAM = 'subscription ($after: String) { notes(after: $after) { text } }';

interface Message {
  type: string;
  id?: string;
  payload?: unknown;
}

let server: Server;
let url: string;
/** What reached the subgraph itself. */
let opened: { variables?: Record<string, unknown> }[];
const open: WebSocket[] = [];

beforeEach(async () => {
  opened = [];
  server = createServer();
  const executor = {
    subscribe: async function* (call: { variables?: Record<string, unknown> }) {
      opened.push(call);
      yield { data: { notes: { text: `${opened.length}` } } };
    },
  };
  serveSocket(server, { executor } as never, (token) => {
    if (token !== 'good') throw new UnauthenticatedError('This visa is not good.');
    return {} as never;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
});
afterEach(async () => {
  for (const socket of open.splice(0)) socket.terminate();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** A socket that has said hello. */
async function connect(): Promise<{ ask(id: string, payload: object): Promise<Message>; closed: Promise<unknown[]> }> {
  const socket = new WebSocket(url, 'graphql-transport-ws');
  open.push(socket);
  const closed = once(socket, 'close');
  await once(socket, 'open');
  socket.send('{"type":"connection_init"}');
  await once(socket, 'message');
  const ask = (id: string, payload: object) =>
    new Promise<Message>((resolve, reject) => {
      socket.on('message', (text) => {
        const message = JSON.parse(String(text)) as Message;
        if (message.id === id && message.type !== 'complete') resolve(message);
      });
      socket.once('close', (code) => reject(new Error(`closed with ${code}`)));
      socket.send(JSON.stringify({ type: 'subscribe', id, payload }));
    });
  return { ask, closed };
}

const withVisa = (visa: string | undefined, variables = {}) => ({ query: STREAM, variables, extensions: { visa } });

describe('W25 the socket of a subgraph', () => {
  it.each([['none'], ['one that is not good']])(
    'opens no stream with %s for a visa, and nothing reaches it',
    async (what) => {
      const { ask } = await connect();
      const refused = await ask('1', withVisa(what === 'none' ? undefined : 'bad'));
      expect(refused).toMatchObject({ type: 'error', payload: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
      expect(opened).toEqual([]);
      expect(await ask('2', withVisa('good'))).toMatchObject({
        type: 'next',
        payload: { data: { notes: { text: '1' } } },
      });
    },
  );

  it('answers no query, visa or not', async () => {
    const { ask } = await connect();
    const payload = { ...withVisa('good'), query: '{ notes { text } }' };
    expect(JSON.stringify(await ask('1', payload))).toContain('Only streams come this way.');
  });

  it('carries the largest operation that a gateway lets in: all its streams come over this one socket', async () => {
    const { ask } = await connect();
    const after = 'x'.repeat(256 * 1024);
    expect((await ask('1', withVisa('good', { after }))).type).toBe('next');
    expect(opened[0]?.variables).toEqual({ after });
  });
});
