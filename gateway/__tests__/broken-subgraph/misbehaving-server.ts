import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';

/** What a server does with a connection once a whole request has come. */
export type Misbehaviour = (socket: Socket) => void;

/** A server that speaks HTTP as badly as a test wants. */
export class MisbehavingServer {
  behave: Misbehaviour = () => {};
  readonly #server: Server;
  readonly #open = new Set<Socket>();

  private constructor() {
    this.#server = createServer((socket) => {
      this.#open.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => this.#open.delete(socket));
      let heard = '';
      socket.on('data', (chunk) => {
        heard += chunk;
        if (!isWhole(heard)) return;
        heard = '';
        this.behave(socket);
      });
    });
  }

  static async start(): Promise<MisbehavingServer> {
    const server = new MisbehavingServer();
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/graphql`;
  }

  /** Connections that are open now. */
  get connections(): number {
    return this.#open.size;
  }

  close(): Promise<void> {
    for (const socket of this.#open) socket.destroy();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}

function isWhole(text: string): boolean {
  const end = text.indexOf('\r\n\r\n');
  const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
  return end >= 0 && Buffer.byteLength(text) >= end + 4 + length;
}

/** An answer with a true length, whatever is in it. */
export const says =
  (body: string | Buffer, { status = '200 OK', type = 'application/json', more = '' } = {}): Misbehaviour =>
  (socket) => {
    const head = `HTTP/1.1 ${status}\r\ncontent-type: ${type}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n${more}\r\n`;
    socket.write(Buffer.concat([Buffer.from(head), Buffer.from(body as string)]));
  };

/** Bytes as they are. */
export const writes =
  (text: string): Misbehaviour =>
  (socket) =>
    socket.write(text);

/** Begins an answer and never stops, as fast as it is read, or drop by drop. */
export const flows =
  (piece: string, pauseMs: number): Misbehaviour =>
  (socket) => {
    const chunk = `${piece.length.toString(16)}\r\n${piece}\r\n`;
    const flow = () => {
      if (socket.destroyed) return;
      if (pauseMs > 0) setTimeout(flow, pauseMs);
      if (pauseMs > 0) socket.write(chunk);
      else socket.write(chunk, () => setImmediate(flow));
    };
    socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n');
    flow();
  };
