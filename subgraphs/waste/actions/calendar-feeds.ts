import { v7 as uuidv7 } from 'uuid';
import { isUuid, type Work } from '../../../platform/database/index.ts';
import { NotFoundError } from '../../../platform/errors/index.ts';
import { claimKey } from '../../../platform/log/index.ts';
import { checkAlarm } from '../domain/check-alarm.ts';
import { CalendarFeedLimitError } from '../domain/errors.ts';
import { hashFeedToken, makeFeedToken } from '../domain/feed-token.ts';
import type { CalendarLanguage } from '../entities/choices.ts';
import type { Alarm } from '../modules/calendar/export/alarm.ts';
import type { WasteContext } from '../services.ts';
import { checkAddress, partyOf } from './change-home.ts';

export interface NewCalendarFeed {
  readonly addressId: string;
  readonly alarm?: Alarm | null;
  readonly language: CalendarLanguage;
  readonly idempotencyKey: string;
}

/** A feed that was made; the link is told once, a repeated call gets null. */
export interface MadeFeed {
  readonly id: string;
  readonly url: string | null;
}

/**
 * Makes a calendar feed (Kalender-Abo einrichten) of an address.
 *
 * @throws BadUserInputError for a bad reminder, NotFoundError for an unknown address, CalendarFeedLimitError
 */
export async function createCalendarFeed(input: NewCalendarFeed, context: WasteContext): Promise<MadeFeed> {
  const { idempotencyKey: key, addressId, language, alarm = null } = input;
  const { principal, services } = context;
  if (!isUuid(addressId)) throw new NotFoundError();
  if (alarm) checkAlarm(alarm);
  const party = partyOf(principal);
  const token = makeFeedToken();
  return context.unitOfWork(async (work) => {
    const body = { party, addressId, language, alarm };
    const call = { principal, mutation: 'createCalendarFeed', key, body, resultId: uuidv7() };
    const { id, first } = await claimKey(work, call);
    if (!first) return { id, url: null };
    await checkAddress(work, addressId);
    await checkNumber(work, party, services.config.maxFeeds);
    await work.sql`
      insert into calendar_feed (id, party, address, token_hash, language, alarm_days, alarm_time, created_at, version)
      values (${id}, ${party}, ${addressId}, ${hashFeedToken(token)}, ${language},
        ${alarm?.daysBefore}, ${alarm?.time}, ${services.clock()}, 1)`;
    publish(work, { id, party, version: 1, kind: 'CALENDAR_FEED_CREATED', state: 'ACTIVE' });
    return { id, url: `${services.publicUrl}/calendar/${token}.ics` };
  });
}

/** A bound against runaway clients; two calls at the same moment may pass it by one. */
async function checkNumber({ sql }: Work, party: string, max: number): Promise<void> {
  const [row] = await sql<{ working: number }>`
    select count(*)::int as working from calendar_feed where party = ${party} and revoked_at is null`;
  if (row && row.working >= max) throw new CalendarFeedLimitError();
}

/**
 * Revokes a calendar feed (Kalender-Abo widerrufen): from now on its link leads nowhere. A second time changes nothing.
 *
 * @returns the id of the feed
 * @throws NotFoundError for a feed that is missing or somebody else's
 */
export async function revokeCalendarFeed(
  { feedId, idempotencyKey: key }: { feedId: string; idempotencyKey: string },
  context: WasteContext,
): Promise<string> {
  const { principal, services } = context;
  if (!isUuid(feedId)) throw new NotFoundError();
  const party = partyOf(principal);
  return context.unitOfWork(async (work) => {
    const call = { principal, mutation: 'revokeCalendarFeed', key, body: { party, feedId }, resultId: feedId };
    const { id, first } = await claimKey(work, call);
    if (!first) return id;
    const [revoked] = await work.sql<{ version: number }>`
      update calendar_feed set revoked_at = ${services.clock()}, version = version + 1
      where id = ${id} and party = ${party} and revoked_at is null returning version`;
    if (revoked) publish(work, { ...revoked, id, party, kind: 'CALENDAR_FEED_REVOKED', state: 'REVOKED' });
    else await checkThere(work, id, party);
    return id;
  });
}

async function checkThere({ sql }: Work, id: string, party: string): Promise<void> {
  const found = await sql`select id from calendar_feed where id = ${id} and party = ${party}`;
  if (found.length === 0) throw new NotFoundError();
}

interface FeedEvent {
  id: string;
  party: string;
  version: number;
  kind: string;
  state: string;
}

const publish = (work: Work, { id: subject, party, version, kind, state }: FeedEvent) =>
  work.publish(() => ({ subject, version, kind, state, parties: [party], office: null }));
