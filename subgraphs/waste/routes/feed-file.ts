import { createHash } from 'node:crypto';
import { type Database, SYSTEM_VIEWER, sql } from '../../../platform/database/index.ts';
import { hashFeedToken } from '../domain/feed-token.ts';
import { type CalendarLanguage, LANGUAGE_TAGS } from '../entities/choices.ts';
import type { Pickup } from '../entities/pickup.ts';
import { pickupsSql } from '../loaders/pickups-sql.ts';
import { calendarTexts } from '../modules/calendar/export/texts.ts';
import { type ExportPickup, toIcs } from '../modules/calendar/export/to-ics.ts';

/** A calendar feed as a file (`text/calendar`), with what a reader needs to notice that nothing is new. */
export interface FeedFile {
  body: string;
  etag: string;
  lastModified: Date;
}

interface FeedRow {
  address: string;
  language: CalendarLanguage;
  alarm_days: number | null;
  alarm_time: string | null;
  changed_ms: number;
}

type PickupRow = Pickup & { sequence: number; changedAt: string; isCancelled: boolean };

export interface FeedParts {
  database: Database;
  publicUrl: string;
}

/** The file behind a secret; null for one that is unknown or revoked, and for an address that left the calendar: no difference. */
export async function makeFeedFile(token: string, { database, publicUrl }: FeedParts): Promise<FeedFile | null> {
  const found = await loadFeed(token, database);
  if (!found) return null;
  const { feed, pickups } = found;
  const lang = LANGUAGE_TAGS[feed.language];
  const body = toIcs({
    calendarName: calendarTexts(lang).title,
    addressId: feed.address,
    host: new URL(publicUrl).hostname,
    lang,
    pickups: pickups.map(toExportPickup),
    ...(feed.alarm_days !== null &&
      feed.alarm_time && { alarm: { daysBefore: feed.alarm_days, time: feed.alarm_time } }),
  });
  const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
  return { body, etag, lastModified: new Date(feed.changed_ms) };
}

/** As the hub itself: who holds the secret need not be signed in. */
const loadFeed = (token: string, database: Database) =>
  database.reading(SYSTEM_VIEWER, async (session) => {
    const [feed] = await session.sql<FeedRow>(sql`
      select f.address, f.language, f.alarm_days, f.alarm_time,
        floor(extract(epoch from greatest(f.created_at, c.activated_at)) * 1000)::float8 as changed_ms
      from calendar_feed f
      join address a on a.id = f.address
      join calendar c on c.id = a.calendar and c.state = 'ACTIVE'
      where f.token_hash = ${hashFeedToken(token)} and f.revoked_at is null`);
    if (!feed) return null;
    const wanted = pickupsSql({ addresses: [feed.address], withCancelled: true });
    return { feed, pickups: await session.sql<PickupRow>(wanted) };
  });

const toExportPickup = (row: PickupRow): ExportPickup => ({
  fraction: row.fraction,
  providerLabel: row.label,
  date: row.date,
  ...(row.originalDate && { originalDate: row.originalDate }),
  ...(row.shiftReason && { reason: row.shiftReason }),
  changedAt: new Date(row.changedAt),
  sequence: row.sequence,
  isCancelled: row.isCancelled,
});
