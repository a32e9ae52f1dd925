import { on, once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type WebSocket, WebSocketServer } from 'ws';

interface Message {
  type: string;
  id?: string;
  payload?: unknown;
}
interface Live {
  follow(options: object): { end(): void };
}

const { follow } = (await import(new URL('./live.js', import.meta.url).href)) as Live;

/** The hub's side of one socket: what the page says, in order, and what it is told. */
class Peer {
  readonly #heard: Message[] = [];
  #wake: () => void = () => {};

  constructor(readonly socket: WebSocket) {
    socket.on('message', (text) => {
      this.#heard.push(JSON.parse(String(text)));
      this.#wake();
    });
  }

  async hear(): Promise<Message> {
    while (this.#heard.length === 0)
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    return this.#heard.shift() as Message;
  }

  say(message: Message): void {
    this.socket.send(JSON.stringify(message));
  }

  /** Takes the page in and answers what it subscribes to. */
  async welcome(): Promise<Message> {
    expect(await this.hear()).toEqual({ type: 'connection_init' });
    this.say({ type: 'connection_ack' });
    return this.hear();
  }
}

describe('the live line', () => {
  let server: WebSocketServer;
  let peers: AsyncIterator<[WebSocket]>;
  let live: { end(): void };
  const seen: unknown[] = [];
  const states: string[] = [];

  beforeEach(async () => {
    seen.length = 0;
    states.length = 0;
    server = new WebSocketServer({ port: 0, path: '/graphql' });
    peers = on(server, 'connection') as AsyncIterator<[WebSocket]>;
    await once(server, 'listening');
    Object.assign(globalThis, { location: { href: `http://localhost:${(server.address() as AddressInfo).port}/` } });
  });
  afterEach(async () => {
    live.end();
    for (const client of server.clients) client.terminate();
    await new Promise((resolve) => server.close(resolve));
  });

  const nextPeer = async () => new Peer((await peers.next()).value[0]);
  const begin = (more = {}) => {
    live = follow({
      query: 'subscription { caseEvents { cursor } }',
      after: 'c0',
      onEvent: (event: unknown) => seen.push(event),
      onState: (state: string) => states.push(state),
      onLost: async () => 'fresh',
      isSignedIn: async () => true,
      onSignedOut: () => states.push('signed out'),
      ...more,
    });
  };
  const cursorIn = (message: Message) => (message.payload as { variables: object }).variables;

  it('begins after the cursor that was read before the list', async () => {
    begin();
    expect(cursorIn(await (await nextPeer()).welcome())).toEqual({ after: 'c0' });
  });

  it('comes back with the cursor of the last event when the socket goes', async () => {
    begin();
    const peer = await nextPeer();
    await peer.welcome();
    peer.say({ type: 'next', id: 'live', payload: { data: { caseEvents: { cursor: 'c1' } } } });
    peer.say({ type: 'ping' });
    expect(await peer.hear()).toEqual({ type: 'pong' });
    peer.socket.terminate();
    expect(cursorIn(await (await nextPeer()).welcome())).toEqual({ after: 'c1' });
    expect(seen).toEqual([{ cursor: 'c1' }]);
  });

  it('moves on with bookmarks, so that a quiet cursor does not grow old', async () => {
    begin();
    const peer = await nextPeer();
    await peer.welcome();
    peer.say({ type: 'ping', payload: { cursor: 'c7' } });
    await peer.hear();
    peer.socket.terminate();
    expect(cursorIn(await (await nextPeer()).welcome())).toEqual({ after: 'c7' });
  });

  it('reads everything anew when its cursor is too old', async () => {
    begin();
    const peer = await nextPeer();
    await peer.welcome();
    peer.say({ type: 'error', id: 'live', payload: [{ extensions: { code: 'CURSOR_EXPIRED' } }] });
    expect(cursorIn(await (await nextPeer()).welcome())).toEqual({ after: 'fresh' });
  });

  it('does not come back to a session that is over', async () => {
    let resolve: () => void;
    const isOver = new Promise<void>((done) => {
      resolve = done;
    });
    begin({ isSignedIn: async () => false, onSignedOut: () => resolve() });
    (await nextPeer()).socket.close(4403);
    await isOver;
    expect(states.at(-1)).toBe('off');
    expect(server.clients.size).toBe(0);
  });
});
