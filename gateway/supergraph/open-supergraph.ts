import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { SupergraphEngine } from '../make-engine.ts';
import type { CheckCandidate } from './candidate.ts';
import { hashOf } from './hash.ts';
import { KeptSupergraph } from './kept.ts';
import { LiveEngine, type LiveEngineOptions } from './live-engine.ts';
import { SupergraphMetrics } from './metrics.ts';
import type { SupergraphSource } from './source.ts';
import { SupergraphWatch } from './watch-supergraph.ts';

export interface SupergraphOptions {
  /** The one to begin with. */
  readonly supergraphSdl: string;
  /** Watched for the next ones; without it the first one stays. */
  readonly source?: SupergraphSource;
  /** Path of the copy of the last good one, which a start falls back to. */
  readonly keptAt?: string;
  /** Looks at each of the next ones, before it is taken. */
  readonly check?: CheckCandidate;
}

export interface OpenOptions extends SupergraphOptions {
  readonly build: (supergraphSdl: string) => SupergraphEngine;
  readonly logger: Logger;
  readonly metrics: Registry;
}

export interface OpenSupergraph {
  readonly engine: LiveEngine;
  /** Undefined when nothing is watched. */
  readonly watch?: SupergraphWatch;
  close(): void;
}

/** Opens the engine over a supergraph and, if it has a source, watches that. */
export function openSupergraph(options: OpenOptions): OpenSupergraph {
  const { source, logger, keptAt } = options;
  const kept = keptAt ? new KeptSupergraph(keptAt) : undefined;
  const engine = firstThatHolds(options, kept, {
    ...options,
    onReturn: (failed, restored) => {
      metrics.swapped(hashOf(restored.sdl), 'returned');
      logger.error(
        { failed: hashOf(failed.sdl), supergraph: hashOf(restored.sdl) },
        'answers failed under the new supergraph, the last good one is back',
      );
    },
  });
  const metrics = new SupergraphMetrics(options.metrics, hashOf(engine.supergraph.sdl));
  keep(engine, kept, logger);
  const watch = source && new SupergraphWatch({ source, engine, logger, metrics });
  const close = () => {
    watch?.stop();
    engine.close();
  };
  return { engine, watch, close };
}

/** The given one, else the last good one. With neither there is no gateway: the first reason is thrown. */
function firstThatHolds(options: OpenOptions, kept: KeptSupergraph | undefined, live: LiveEngineOptions): LiveEngine {
  try {
    return new LiveEngine(options.supergraphSdl, live);
  } catch (err) {
    const lastGood = kept?.read();
    if (lastGood === undefined || lastGood === options.supergraphSdl) throw err;
    options.logger.error(
      { err, supergraph: hashOf(lastGood) },
      'the supergraph does not hold, starting with the last good one',
    );
    return new LiveEngine(lastGood, live);
  }
}

function keep(engine: LiveEngine, kept: KeptSupergraph | undefined, logger: Logger): void {
  if (!kept) return;
  const keepNow = ({ sdl }: { sdl: string }) =>
    void kept.keep(sdl).catch((err) => logger.warn({ err }, 'the last good supergraph could not be kept'));
  engine.onSwap(keepNow);
  keepNow(engine.supergraph);
}
