import { once } from 'node:events';
import { WebSocket } from 'ws';

export interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

/** Longer than any busy machine takes, shorter than a test. */
const PATIENCE_MS = 25_000;

/** A socket without manners of its own: says exactly what the test says, keeps what it hears. */
export class SocketClient {
  readonly #messages: Message[] = [];
  readonly #wakers = new Set<() => void>();
  readonly closed: Promise<{ code: number }>;

  private constructor(private readonly socket: WebSocket) {
    socket.on('message', (data) => {
      this.#messages.push(JSON.parse(String(data)));
      for (const wake of this.#wakers) wake();
    });
    socket.on('error', () => {});
    this.closed = once(socket, 'close').then(([code]) => ({ code: code as number }));
  }

  static async open(url: string, headers: Record<string, string> = {}, protocol = 'graphql-transport-ws') {
    const socket = new WebSocket(url, protocol, { headers });
    const client = new SocketClient(socket);
    await once(socket, 'open');
    return client;
  }

  /** Opens and signs in. */
  static async init(url: string, payload?: object, headers?: Record<string, string>): Promise<SocketClient> {
    const client = await SocketClient.open(url, headers);
    client.say({ type: 'connection_init', payload });
    await client.hear('connection_ack');
    return client;
  }

  say(message: Message | string): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  ask(id: string, query: string, variables?: object): void {
    this.say({ type: 'subscribe', id, payload: { query, ...(variables && { variables }) } });
  }

  /** The next message of this type (and operation); the ones before it stay to be heard. */
  async hear(type: string, id?: string): Promise<Message> {
    for (;;) {
      const at = this.#messages.findIndex((message) => message.type === type && (!id || message.id === id));
      if (at >= 0) return this.#messages.splice(at, 1)[0] as Message;
      await this.#more();
    }
  }

  close(): Promise<{ code: number }> {
    this.socket.close();
    return this.closed;
  }

  #more(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`heard only ${JSON.stringify(this.#messages)}`)), PATIENCE_MS);
      const wake = () => {
        clearTimeout(timer);
        this.#wakers.delete(wake);
        resolve();
      };
      this.#wakers.add(wake);
    });
  }
}

/** Status of a refused handshake. */
export async function refusedStatus(url: string, headers: Record<string, string> = {}): Promise<number> {
  const socket = new WebSocket(url, 'graphql-transport-ws', { headers });
  socket.on('error', () => {});
  const [, response] = await once(socket, 'unexpected-response');
  socket.terminate();
  return (response as { statusCode: number }).statusCode;
}
