import { connect, isIP, type Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import { SECOND } from '../../../platform/time.ts';
import type { Exchange } from './exchange.ts';

/** Into this the kernel writes what comes; each connection has its own. */
const BUFFER_BYTES = 64 * 1024;
/** A kept connection is used no longer than this, and less where the server says so. */
const KEPT_MS = 30 * SECOND;
/** The server counts from the moment its answer left. */
const LEEWAY_MS = 1 * SECOND;

export interface Address {
  readonly host: string;
  readonly port: number;
  /** TLS, the certificate checked against the name. */
  readonly isSecure: boolean;
  /** Of an authority of the house's own (PEM), instead of those that Node knows. */
  readonly ca?: string;
}

/** What a connection tells its pool: it is free for another exchange, or it is no more. */
export interface ConnectionOwner {
  onFree(connection: Connection): void;
  onGone(connection: Connection): void;
}

/** Connection (Verbindung) to one subgraph, for one exchange at a time. */
export class Connection {
  readonly #owner: ConnectionOwner;
  readonly #socket: Socket;
  #exchange: Exchange | undefined;
  #usableUntil = Number.POSITIVE_INFINITY;

  constructor(address: Address, owner: ConnectionOwner) {
    this.#owner = owner;
    this.#socket = address.isSecure ? this.#openSecurely(address) : this.#openPlainly(address);
    this.#socket.on('error', (error) => this.#fail(error));
    this.#socket.on('end', () => this.#end());
    this.#socket.on('close', () => this.#gone());
  }

  #openPlainly({ host, port }: Address): Socket {
    const callback = (length: number, { buffer, byteOffset }: Uint8Array): boolean => {
      this.#take(Buffer.from(buffer, byteOffset, length));
      return true;
    };
    const onread = { buffer: Buffer.allocUnsafeSlow(BUFFER_BYTES), callback };
    return connect({ host, port, noDelay: true, keepAlive: true, onread });
  }

  #openSecurely({ host, port, ca }: Address): Socket {
    const servername = isIP(host) ? undefined : host;
    const socket = connectSecurely({ host, port, servername, ca, ALPNProtocols: ['http/1.1'] });
    return socket
      .setNoDelay()
      .setKeepAlive(true)
      .on('data', (bytes: Buffer) => this.#take(bytes));
  }

  get isUsable(): boolean {
    return !this.#socket.destroyed && performance.now() < this.#usableUntil;
  }

  send(exchange: Exchange): void {
    this.#exchange = exchange;
    exchange.onGivenUp = () => this.close();
    this.#socket.write(exchange.request, 'latin1');
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(bytes: Buffer): void {
    const exchange = this.#exchange;
    try {
      // Where nobody asked anything: whatever this is, it must not become the answer to the next question.
      if (!exchange) this.close();
      else if (exchange.feed(bytes)) this.#free(exchange);
    } catch (cause) {
      exchange?.fail(cause);
      this.close();
    }
  }

  #free({ kept: { isKept, keptMs = KEPT_MS } }: Exchange): void {
    this.#exchange = undefined;
    this.#usableUntil = performance.now() + Math.min(KEPT_MS, keptMs) - LEEWAY_MS;
    if (isKept) this.#owner.onFree(this);
    else this.close();
  }

  #end(): void {
    this.#exchange?.end();
    this.close();
  }

  #fail(error: Error): void {
    this.#exchange?.fail(error);
  }

  #gone(): void {
    this.#exchange?.fail(new Error('the connection was closed'));
    this.#exchange = undefined;
    this.#owner.onGone(this);
  }
}
