import type { Logger } from 'pino';
import { SupergraphRefusedError } from './errors.ts';
import { hashOf } from './hash.ts';
import type { LiveEngine } from './live-engine.ts';
import type { SupergraphMetrics } from './metrics.ts';
import type { SupergraphSource } from './source.ts';

export interface WatchOptions {
  readonly source: SupergraphSource;
  readonly engine: LiveEngine;
  readonly logger: Logger;
  readonly metrics: SupergraphMetrics;
}

/**
 * Watch over the supergraph (Wacht): looks at the source again and again, and swaps when there is another one that holds. What
 * was refused, or had to be taken back, is not tried again until its text changes.
 */
export class SupergraphWatch {
  readonly #options: WatchOptions;
  readonly #timer: NodeJS.Timeout;
  #looking: Promise<void> | undefined;
  #known: string;
  #isUnreadable = false;

  constructor(options: WatchOptions) {
    this.#options = options;
    this.#known = hashOf(options.engine.supergraph.sdl);
    this.#timer = setInterval(() => void this.look(), options.source.pollMs).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Looks now; two looks never overlap. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #look(): Promise<void> {
    const text = await this.#read();
    if (text === undefined) return;
    const hash = hashOf(text);
    if (hash === this.#known) return;
    this.#known = hash;
    this.#swap(text, hash);
  }

  async #read(): Promise<string | undefined> {
    const { source, logger, metrics } = this.#options;
    try {
      const text = await source.read();
      this.#isUnreadable = false;
      return text;
    } catch (err) {
      metrics.count('unreadable');
      // Once, not with every look: the one in use stays.
      if (!this.#isUnreadable) logger.warn({ err, source: source.name }, 'the supergraph cannot be read');
      this.#isUnreadable = true;
      return undefined;
    }
  }

  #swap(text: string, hash: string): void {
    const { engine, logger, metrics, source } = this.#options;
    const startedAt = performance.now();
    try {
      const streams = engine.streamCount;
      const { ended } = engine.swap(text);
      const ms = Math.round(performance.now() - startedAt);
      metrics.swapped(hash);
      logger.info({ supergraph: hash, source: source.name, streams, ended, ms }, 'supergraph swapped');
    } catch (error) {
      if (!(error instanceof SupergraphRefusedError)) throw error;
      metrics.count('refused');
      const { message: reason, problems } = error;
      logger.error(
        { supergraph: hash, source: source.name, reason, problems },
        'supergraph refused, the last good one stays',
      );
    }
  }
}
