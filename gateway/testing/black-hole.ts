import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** A proxy that can turn into a black hole: the lines stay open, and nothing comes through any more. */
export class BlackHole {
  readonly #lines = new Set<Socket>();
  #isSwallowing = false;

  private constructor(private readonly server: Server) {}

  static async before(url: string): Promise<BlackHole> {
    const { hostname, port } = new URL(url);
    const server = createServer();
    const hole = new BlackHole(server);
    server.on('connection', (near) => hole.#join(near, connect(Number(port), hostname)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return hole;
  }

  urlFor(url: string): string {
    const place = new URL(url);
    place.port = String((this.server.address() as AddressInfo).port);
    return place.href;
  }

  /** From now on lines that are open carry nothing; new ones do. */
  swallow(): void {
    for (const line of this.#lines) line.pause().removeAllListeners('data');
    this.#isSwallowing = true;
  }

  get hasSwallowed(): boolean {
    return this.#isSwallowing;
  }

  async close(): Promise<void> {
    for (const line of this.#lines) line.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  #join(near: Socket, far: Socket): void {
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#lines.add(from);
      from.on('error', () => {});
      from.on('data', (chunk) => to.write(chunk));
      from.on('close', () => {
        this.#lines.delete(from);
        to.destroy();
      });
    }
  }
}
