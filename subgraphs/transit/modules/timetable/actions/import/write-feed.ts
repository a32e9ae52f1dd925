import type { NormalisedFeed } from '../../gtfs/normalised-feed.ts';
import type { BookingRuleRow } from '../../gtfs/tables/booking-rules.ts';
import { toPlaces, toStopRow, toWordRows } from './stop-rows.ts';
import type { TripSurvey } from './trip-survey.ts';
import { type Numbers, TripWriter } from './trip-writer.ts';
import type { Row, VersionWriter } from './version-writer.ts';

/** Writes everything a normalised feed holds. Answers the highest time that was written. */
export async function writeFeed(
  feed: NormalisedFeed,
  feedId: string,
  survey: TripSurvey,
  writer: VersionWriter,
): Promise<number> {
  const stops = await writePlaces(feed, feedId, writer);
  await writeSmallTables(feed, writer);
  const trips = new TripWriter(writer, survey, { stops, ...numbersOf(feed) });
  await trips.write(feed);
  await writer.flush();
  return trips.latestSecond;
}

async function writePlaces(
  { tables }: NormalisedFeed,
  feedId: string,
  writer: VersionWriter,
): Promise<Numbers['stops']> {
  const { rows, numbers, members } = toPlaces(feedId, tables);
  for (const place of rows) {
    await writer.add('stop', toStopRow(place));
    await writer.addAll('stop_word', toWordRows(place));
  }
  await writer.addAll('zone_member', members as unknown as Row[]);
  return numbers;
}

const numbersOf = ({ tables }: NormalisedFeed): Omit<Numbers, 'stops'> => ({
  routes: new Map(tables.routes.map(({ routeId }, number) => [routeId, number])),
  rules: new Map(tables.bookingRules.map(({ ruleId }, number) => [ruleId, number])),
});

async function writeSmallTables(feed: NormalisedFeed, writer: VersionWriter): Promise<void> {
  const { agencies, routes, calendars, bookingRules } = feed.tables;
  // A feed with a single agency need not give it an id.
  await writer.addAll(
    'agency',
    agencies.map(({ agencyId, name, url, phone, email }) => ({ id: agencyId ?? '', name, url, phone, email })),
  );
  await writer.addAll(
    'route',
    routes.map(({ routeId, agencyId, shortName, longName, mode, colour, textColour, sortOrder }, number) => ({
      number,
      id: routeId,
      agency: agencyId ?? '',
      short_name: shortName,
      long_name: longName,
      mode,
      colour,
      text_colour: textColour,
      sort_order: sortOrder,
    })),
  );
  await writer.addAll(
    'calendar',
    calendars.map(({ serviceId, weekdays, startDate, endDate }) => ({
      service: serviceId,
      weekdays,
      start_date: startDate,
      end_date: endDate,
    })),
  );
  for await (const rows of feed.calendarDates())
    await writer.addAll(
      'calendar_exception',
      rows.map(({ serviceId, date, kind }) => ({ service: serviceId, date, kind })),
    );
  await writer.addAll('booking_rule', bookingRules.map(toRuleRow));
}

const toRuleRow = (rule: BookingRuleRow, number: number): Row => ({
  number,
  id: rule.ruleId,
  type: rule.type,
  notice_min_minutes: rule.noticeMinMinutes,
  notice_max_minutes: rule.noticeMaxMinutes,
  last_day: rule.lastDay,
  last_time: rule.lastTime,
  start_day: rule.startDay,
  start_time: rule.startTime,
  notice_service: rule.noticeServiceId,
  message: rule.pickupMessage ? [rule.message, rule.pickupMessage].filter(Boolean).join('\n') : rule.message,
  phone: rule.phone,
  info_url: rule.infoUrl,
  booking_url: rule.bookingUrl,
});
