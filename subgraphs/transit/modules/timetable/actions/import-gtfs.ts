import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Database } from '../../../../../platform/database/index.ts';
import { SECOND } from '../../../../../platform/time.ts';
import type { ImportReport } from '../domain/import-report.ts';
import { toFeedId } from '../gtfs/feed-id.ts';
import { normalise } from '../gtfs/normalise.ts';
import type { NormalisedFeed } from '../gtfs/normalised-feed.ts';
import { readGtfs } from '../gtfs/source/read-gtfs.ts';
import { surveyTrips, type TripSurvey } from './import/trip-survey.ts';
import { VersionWriter } from './import/version-writer.ts';
import { analyzeTables, openVersion, showVersion, sweepVersions } from './import/versions.ts';
import { writeFeed } from './import/write-feed.ts';

export interface ImportParts {
  readonly database: Database;
  readonly logger: Logger;
}

export interface ImportOptions {
  /** Id of the feed (Kennung), part of its stop ids; default: the name of the folder or archive. */
  readonly feedId?: string;
  /** How long requests that began with the old version may go on reading it; default 2 s. */
  readonly graceMs?: number;
}

/**
 * Imports a timetable feed (Fahrplan-Import): a GTFS folder or zip.
 *
 * Everything is read and checked before the first row is written; a feed with errors changes nothing. The rows go into a
 * version that nobody sees, then the feed's pointer moves to it, then the old version and what aborted imports left
 * behind are deleted. The same feed imported again shows the same.
 *
 * @throws GtfsInvalidError when the feed has errors; ImportOvertakenError when a newer import of it began meanwhile
 */
export async function importGtfs(
  { database, logger }: ImportParts,
  path: string,
  { feedId, graceMs = 2 * SECOND }: ImportOptions = {},
): Promise<ImportReport> {
  const source = await readGtfs(resolve(path));
  try {
    const feed = await normalise(source);
    feed.check();
    const survey = await surveyTrips(feed);
    feed.check();
    const { report, replaced } = await store(feed, survey, toFeedId(feedId ?? source.name), database);
    logger.info({ feed: report.feed.id, counts: report.counts, warnings: report.warningCounts }, 'timetable imported');
    if (replaced !== null) await pause(graceMs);
    await sweepVersions(database, report.feed.id);
    return report;
  } finally {
    await source.close();
  }
}

interface Stored {
  report: ImportReport;
  /** The version that was shown before, if any. */
  replaced: number | null;
}

async function store(feed: NormalisedFeed, survey: TripSurvey, id: string, database: Database): Promise<Stored> {
  const version = await openVersion(database, { ...feed.report().feed, id });
  await sweepVersions(database, id, version.id);
  const latestSecond = await writeFeed(feed, id, survey, new VersionWriter(database, version));
  // The files were read a second time: they must still say the same.
  feed.check();
  await analyzeTables(database);
  const read = feed.report();
  const report = { ...read, feed: { ...read.feed, id, latestSecond } };
  return { report, replaced: await showVersion(database, version, report) };
}
