import type { ImportReport } from '../domain/import-report.ts';
import { normalise } from './normalise.ts';
import type { GtfsSource } from './source/gtfs-source.ts';

/** Reads a whole feed without storing it and reports what an import would find. */
export async function validateGtfs(source: GtfsSource): Promise<ImportReport> {
  const feed = await normalise(source);
  const stream = feed.stopTimes()[Symbol.asyncIterator]();
  while (!(await stream.next()).done);
  return feed.report();
}
