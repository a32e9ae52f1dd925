import type { Logger } from 'pino';
import { KeptSupergraph } from './kept.ts';
import type { SupergraphSource } from './source.ts';

/** The supergraph to begin with: from its source, else the last good one. With neither the reason is thrown. */
export async function readFirst(
  source: SupergraphSource,
  { keptAt, logger }: { keptAt?: string | undefined; logger: Logger },
): Promise<string> {
  try {
    return (await source.read()) as string;
  } catch (err) {
    const kept = keptAt === undefined ? undefined : new KeptSupergraph(keptAt).read();
    if (kept === undefined) throw err;
    logger.error({ err, source: source.name }, 'the supergraph cannot be read, starting with the last good one');
    return kept;
  }
}
