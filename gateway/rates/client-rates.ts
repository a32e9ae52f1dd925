import { MINUTE } from '../../platform/time.ts';
import { askIdentity, type Identity } from '../principal/identity.ts';

/** Rates that the partner apps' files name; identity has read them. Asked beside the requests, never waited for. */
export class ClientRates {
  readonly #rates = new Map<string, number>();
  #askedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly identity: Identity,
    private readonly usual: number,
  ) {}

  of(client: string): number {
    if (performance.now() - this.#askedAt > 1 * MINUTE) void this.#ask();
    return this.#rates.get(client) ?? this.usual;
  }

  async #ask(): Promise<void> {
    this.#askedAt = performance.now();
    try {
      const rates = await askIdentity<Record<string, number>>(this.identity, 'rates', {});
      for (const [client, rate] of Object.entries(rates)) this.#rates.set(client, rate);
    } catch {
      // The rates known so far stay; in a minute it is asked again.
    }
  }
}
