import type Provider from 'oidc-provider';
import type { Logger } from 'pino';
import type { Database } from '../../../platform/database/index.ts';
import type { Worker } from '../../../platform/subgraph/index.ts';
import { SECOND } from '../../../platform/time.ts';
import { loadSigningKeys, type SigningKeys } from './signing-keys.ts';

/** A key that was taken out of service signs nothing any more after this time, in every process. */
const LOOK_MS = 5 * SECOND;

export interface ProviderHostOptions {
  readonly database: Database;
  readonly logger: Logger;
  readonly secret: string;
  readonly make: (keys: SigningKeys) => Provider;
}

/**
 * Holds the OpenID provider, and makes a new one when the keys have changed: whoever changed them, in whichever process. What
 * a provider remembers is in the database, so that a change in the middle of a sign-in is not noticed.
 */
export class ProviderHost implements Worker {
  #provider: Provider | undefined;
  #keys = '';
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();

  constructor(private readonly options: ProviderHostOptions) {}

  static async open(options: ProviderHostOptions): Promise<ProviderHost> {
    const host = new ProviderHost(options);
    await host.refresh();
    return host;
  }

  get current(): Provider {
    return this.#provider as Provider;
  }

  async refresh(): Promise<void> {
    const { database, secret, make } = this.options;
    const keys = await loadSigningKeys(database, secret);
    const names = keys.public.map(({ kid }) => kid).join(' ');
    if (names === this.#keys) return;
    this.#provider = make(keys);
    this.#keys = names;
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#looking = this.refresh().catch((err) =>
        this.options.logger.warn({ err }, 'signing keys could not be read'),
      );
    }, LOOK_MS).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }
}
