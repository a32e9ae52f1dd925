import type { IncomingMessage } from 'node:http';

const MAX_PER_ADDRESS = 50;

/** Counts open sockets by the client's address. */
export class AddressBook {
  readonly #open = new Map<string, number>();

  constructor(private readonly trustProxy: string | undefined) {}

  /** Counts one more; returns what counts it off again. */
  enter(request: IncomingMessage): () => void {
    const address = this.#addressOf(request);
    this.#open.set(address, (this.#open.get(address) ?? 0) + 1);
    return () => {
      const left = (this.#open.get(address) ?? 1) - 1;
      if (left > 0) this.#open.set(address, left);
      else this.#open.delete(address);
    };
  }

  isOver(request: IncomingMessage): boolean {
    return (this.#open.get(this.#addressOf(request)) ?? 0) > MAX_PER_ADDRESS;
  }

  /** Behind the one trusted proxy the client is the last entry that proxy wrote; anybody else may write what he likes. */
  #addressOf({ socket, headers }: IncomingMessage): string {
    const direct = socket.remoteAddress ?? 'unknown';
    const forwarded = headers['x-forwarded-for'];
    if (direct !== this.trustProxy || forwarded === undefined) return direct;
    return String(forwarded).split(',').at(-1)?.trim() ?? direct;
  }
}
