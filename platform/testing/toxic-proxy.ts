import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** What goes wrong on the way. Each acts on answers; `half_open`, `timeout` and `down` on both directions. */
export type Toxic =
  | { readonly kind: 'latency'; readonly ms: number }
  /** Nobody is there. */
  | { readonly kind: 'down' }
  | { readonly kind: 'bandwidth'; readonly bytesPerSecond: number }
  /** The end of a connection is heard of late. */
  | { readonly kind: 'slow_close'; readonly ms: number }
  /** Nothing comes through; then the connection ends. */
  | { readonly kind: 'timeout'; readonly ms: number }
  /** RST instead of an answer. */
  | { readonly kind: 'reset_peer' }
  | { readonly kind: 'slicer'; readonly bytes: number; readonly ms: number }
  /** The connection ends in the middle of an answer. */
  | { readonly kind: 'limit_data'; readonly bytes: number }
  /** Both ends believe in the connection, nothing comes through. */
  | { readonly kind: 'half_open' };

/** A network between two parts that a test can spoil (gestörte Leitung), for new and for standing connections. */
export class ToxicProxy {
  readonly #links = new Set<Link>();
  readonly #server: Server;
  #toxic: Toxic | undefined;
  /** Connections taken so far. */
  connections = 0;

  private constructor(target: { host: string; port: number }) {
    this.#server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (client) => {
      this.connections++;
      if (this.#toxic?.kind === 'down') return client.destroy();
      const link = new Link(client, connect({ ...target, allowHalfOpen: true }), () => this.#toxic);
      this.#links.add(link);
      link.onClose(() => this.#links.delete(link));
    });
  }

  static async start(target: URL | string): Promise<ToxicProxy> {
    const { hostname: host, port } = new URL(target);
    const proxy = new ToxicProxy({ host, port: Number(port) });
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Undefined: the network is well again. */
  poison(toxic: Toxic | undefined): void {
    this.#toxic = toxic;
    if (toxic?.kind === 'down') this.cut();
  }

  /** Ends the connections that stand. */
  cut(): void {
    for (const link of this.#links) link.destroy();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** One connection through the proxy. */
class Link {
  #passed = 0;
  readonly #gone = new AbortController();

  constructor(
    private readonly client: Socket,
    private readonly target: Socket,
    private readonly toxic: () => Toxic | undefined,
  ) {
    for (const socket of [client, target]) {
      socket.on('error', () => this.destroy());
      socket.once('close', () => this.#end(socket));
    }
    void this.#pump(client, target, (chunk) => this.#pass(chunk, target));
    void this.#pump(target, client, (chunk) => this.#passAnswer(chunk));
  }

  onClose(callback: () => void): void {
    this.#gone.signal.addEventListener('abort', callback, { once: true });
  }

  destroy(): void {
    this.#gone.abort();
    this.client.destroy();
    this.target.destroy();
  }

  async #pump(from: Socket, to: Socket, pass: (chunk: Buffer) => Promise<void>): Promise<void> {
    try {
      for await (const chunk of from) await pass(chunk as Buffer);
      await this.#pauseIf('slow_close');
      to.end();
    } catch {
      this.destroy();
    }
  }

  /** Requests: only held up where nothing at all comes through. */
  async #pass(chunk: Buffer, to: Socket): Promise<void> {
    const toxic = this.toxic();
    if (toxic?.kind === 'half_open') return this.#hold();
    if (toxic?.kind === 'timeout') {
      await this.#sleep(toxic.ms);
      return this.destroy();
    }
    to.write(chunk);
  }

  async #passAnswer(chunk: Buffer): Promise<void> {
    const toxic = this.toxic();
    switch (toxic?.kind) {
      case 'latency':
        await this.#sleep(toxic.ms);
        return this.#pass(chunk, this.client);
      case 'bandwidth':
        return this.#slice(chunk, Math.ceil(toxic.bytesPerSecond / 20), 50);
      case 'slicer':
        return this.#slice(chunk, toxic.bytes, toxic.ms);
      case 'reset_peer':
        this.client.resetAndDestroy();
        return this.destroy();
      case 'limit_data':
        return this.#passSome(chunk, toxic.bytes - this.#passed);
      default:
        return this.#pass(chunk, this.client);
    }
  }

  async #slice(chunk: Buffer, bytes: number, ms: number): Promise<void> {
    for (let at = 0; at < chunk.length; at += bytes) {
      await this.#pass(chunk.subarray(at, at + bytes), this.client);
      await this.#sleep(ms);
    }
  }

  async #passSome(chunk: Buffer, bytes: number): Promise<void> {
    this.#passed += chunk.length;
    await this.#pass(chunk.subarray(0, Math.max(0, bytes)), this.client);
    if (chunk.length >= bytes) this.client.end(() => this.destroy());
  }

  async #pauseIf(kind: 'slow_close'): Promise<void> {
    const toxic = this.toxic();
    if (toxic?.kind === kind) await this.#sleep(toxic.ms);
  }

  /** Until the connection is cut. */
  #hold(): Promise<void> {
    return new Promise((resolve) => this.onClose(resolve));
  }

  #sleep(ms: number): Promise<void> {
    return pause(ms, undefined, { signal: this.#gone.signal, ref: false });
  }

  #end(socket: Socket): void {
    if (socket.destroyed && this.client.destroyed && this.target.destroyed) this.#gone.abort();
    else if (this.toxic()?.kind !== 'slow_close') this.destroy();
  }
}
