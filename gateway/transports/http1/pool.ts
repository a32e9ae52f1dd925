import { SECOND } from '../../../platform/time.ts';
import { type Address, Connection, type ConnectionOwner } from './connection.ts';
import type { Exchange } from './exchange.ts';

const SWEEP_MS = 1 * SECOND;

/** Pool of kept connections (Verbindungsvorrat) to one subgraph; who finds none free waits in line. */
export class Pool implements ConnectionOwner {
  readonly #address: Address;
  readonly #most: number;
  readonly #open = new Set<Connection>();
  /** The one used last is used next, so that those too many grow old and go. */
  readonly #idle: Connection[] = [];
  readonly #waiting: Exchange[] = [];
  #sweep: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(address: Address, most: number) {
    this.#address = address;
    this.#most = most;
  }

  send(exchange: Exchange): void {
    const idle = this.#takeIdle();
    if (this.#isClosed) exchange.fail(new Error('the pool is closed'));
    else if (idle) idle.send(exchange);
    else if (this.#open.size < this.#most) this.#connect().send(exchange);
    else this.#waiting.push(exchange);
  }

  close(): void {
    this.#isClosed = true;
    clearInterval(this.#sweep);
    for (const exchange of this.#waiting.splice(0)) exchange.fail(new Error('the pool is closed'));
    for (const connection of this.#open) connection.close();
  }

  onFree(connection: Connection): void {
    const next = this.#nextInLine();
    if (next) connection.send(next);
    else this.#idle.push(connection);
    this.#sweep ??= setInterval(() => this.#sweepIdle(), SWEEP_MS).unref();
  }

  onGone(connection: Connection): void {
    this.#open.delete(connection);
    const at = this.#idle.indexOf(connection);
    if (at >= 0) this.#idle.splice(at, 1);
    const next = this.#isClosed ? undefined : this.#nextInLine();
    if (next) this.#connect().send(next);
  }

  #takeIdle(): Connection | undefined {
    for (let idle = this.#idle.pop(); idle; idle = this.#idle.pop()) {
      if (idle.isUsable) return idle;
      idle.close();
    }
    return undefined;
  }

  #connect(): Connection {
    const connection = new Connection(this.#address, this);
    this.#open.add(connection);
    return connection;
  }

  /** Those who gave up meanwhile are passed over. */
  #nextInLine(): Exchange | undefined {
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) if (!next.isOver) return next;
    return undefined;
  }

  #sweepIdle(): void {
    for (const idle of [...this.#idle]) if (!idle.isUsable) idle.close();
    if (this.#idle.length > 0) return;
    clearInterval(this.#sweep);
    this.#sweep = undefined;
  }
}
