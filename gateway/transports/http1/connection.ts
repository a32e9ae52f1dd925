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
  /** An exchange that a kept connection was closed under, before it could be used. */
  send(exchange: Exchange): void;
  onGone(connection: Connection): void;
}

/** Connection (Verbindung) to one subgraph, for one exchange at a time. */
export class Connection {
  readonly #owner: ConnectionOwner;
  readonly #socket: Socket;
  #exchange: Exchange | undefined;
  /** It has carried an answer already. */
  #isKept = false;
  #usableUntil = Number.POSITIVE_INFINITY;

  constructor(address: Address, owner: ConnectionOwner) {
    this.#owner = owner;
    this.#socket = address.isSecure ? this.#openSecurely(address) : this.#openPlainly(address);
    this.#socket.on('error', (error) => this.#lose(error));
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
    this.#isKept = true;
    this.#usableUntil = performance.now() + Math.min(KEPT_MS, keptMs) - LEEWAY_MS;
    if (isKept) this.#owner.onFree(this);
    else this.close();
  }

  #end(): void {
    if (!this.#exchange?.end()) this.#lose(new Error('the connection ended before the answer'));
    this.close();
  }

  #gone(): void {
    this.#lose(new Error('the connection was closed'));
    this.#owner.onGone(this);
  }

  #lose(cause: Error): void {
    const exchange = this.#exchange;
    this.#exchange = undefined;
    if (this.#isKept && exchange?.takeRepeat()) this.#owner.send(exchange);
    else exchange?.fail(cause);
  }
}
