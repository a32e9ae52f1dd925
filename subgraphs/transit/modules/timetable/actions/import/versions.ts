import { v5 as uuidv5 } from 'uuid';
import { type Database, raw, SYSTEM_VIEWER } from '../../../../../../platform/database/index.ts';
import { VERSION_TABLES } from '../../../../migrations/0001-timetable.ts';
import { ImportOvertakenError } from '../../domain/errors.ts';
import type { FeedSummary } from '../../domain/import-report.ts';
import type { OpenVersion } from './version-writer.ts';

/** Rows deleted per transaction. */
const SWEEP_ROWS = 5000;

/** Party and subject of a feed's events: a feed concerns everybody, so it stands for itself under a fixed id. */
export const feedParty = (feed: string): string => uuidv5(`https://stadttor.dev/transit/feed/${feed}`, uuidv5.URL);

/** Opens a version that no feed points to. An import of the same feed that still writes is overtaken. */
export async function openVersion(database: Database, feed: FeedSummary): Promise<OpenVersion> {
  const { id, publisher, timezone, validFrom, validTo } = feed;
  return database.unitOfWork(SYSTEM_VIEWER, async ({ sql }) => {
    await sql`insert into feed (id, name) values (${id}, ${publisher ?? id}) on conflict do nothing`;
    const [row] = await sql<{ id: number }>`
      insert into feed_version (feed, zone, valid_from, valid_to)
      values (${id}, ${timezone}, ${validFrom}::date, ${validTo}::date) returning id`;
    return { id: (row as { id: number }).id, feed: id };
  });
}

/** Shows a written version: one statement moves the pointer, the log tells of it. Answers the version shown before. */
export async function showVersion(
  database: Database,
  version: OpenVersion,
  { feed, counts }: { feed: FeedSummary; counts: Readonly<Record<string, number>> },
): Promise<number | null> {
  return database.unitOfWork(SYSTEM_VIEWER, async ({ sql, publish }) => {
    const ready = await sql`
      update feed_version set state = 'READY', latest_second = ${feed.latestSecond ?? 0}
      where id = ${version.id} and state = 'WRITING' returning id`;
    if (ready.length === 0) throw new ImportOvertakenError(version.feed);
    const [before] = await sql<{ version: number | null }>`
      select version from feed where id = ${version.feed} for update`;
    const [row] = await sql<{ revision: number }>`
      update feed set version = ${version.id}, name = ${feed.publisher ?? feed.id}, revision = revision + 1
      where id = ${version.feed} returning revision`;
    const party = feedParty(version.feed);
    publish(() => ({
      subject: party,
      version: row?.revision ?? 0,
      kind: 'FEED_IMPORTED',
      state: 'READY',
      parties: [party],
      office: null,
      data: { feed: version.feed, stops: counts['stops.txt'] ?? 0, trips: counts['trips.txt'] ?? 0 },
    }));
    return before?.version ?? null;
  });
}

/** Deletes all versions of a feed but the one it points to and, while it is written, `keep`: old ones and aborted ones. */
export async function sweepVersions(database: Database, feed: string, keep: number | null = null): Promise<void> {
  const retired = await database.unitOfWork(
    SYSTEM_VIEWER,
    ({ sql }) => sql<{ id: number }>`
      update feed_version set state = 'RETIRED'
      where feed = ${feed} and id is distinct from ${keep}::int
        and id is distinct from (select version from feed where id = ${feed})
      returning id`,
  );
  for (const { id } of retired) await deleteVersion(database, id);
}

/** Its own row goes last: a sweep that is interrupted is taken up by the next one. */
async function deleteVersion(database: Database, version: number): Promise<void> {
  for (const table of VERSION_TABLES) while ((await deleteSome(database, table, version)) === SWEEP_ROWS);
  await database.unitOfWork(SYSTEM_VIEWER, ({ sql }) => sql`delete from feed_version where id = ${version}`);
}

const deleteSome = (database: Database, table: string, version: number): Promise<number> =>
  database.unitOfWork(SYSTEM_VIEWER, async ({ sql }) => {
    const [row] = await sql<{ gone: number }>`
      with gone as (
        delete from ${raw(table)} where ctid = any(array(
          select ctid from ${raw(table)} where version = ${version} limit ${SWEEP_ROWS}
        )) returning 1
      ) select count(*)::int as gone from gone`;
    return row?.gone ?? 0;
  });

/** Tells the planner what a new version holds, before anybody asks for it. */
export async function analyzeTables(database: Database): Promise<void> {
  for (const table of VERSION_TABLES) await database.unitOfWork(SYSTEM_VIEWER, ({ sql }) => sql`analyze ${raw(table)}`);
}
