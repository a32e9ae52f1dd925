import { loadAreas } from './areas.ts';
import { commonTimezone } from './checks/agencies.ts';
import { checkBookingRules } from './checks/booking-rules.ts';
import { normaliseCalendars } from './checks/calendars.ts';
import type { FeedIndex } from './checks/feed-index.ts';
import { normaliseGroups, normaliseMembers } from './checks/location-groups.ts';
import { checkPresence } from './checks/presence.ts';
import { checkFrequency, checkSharedIds, indexTrip, isUsableTransfer } from './checks/references.ts';
import { normaliseRoutes } from './checks/routes.ts';
import { normaliseStops } from './checks/stops.ts';
import { readFieldNames } from './csv/header.ts';
import { loadTable, readTable } from './csv/read-table.ts';
import type { DateRange, SmallTables } from './feed-parts.ts';
import { ImportLog } from './import-log.ts';
import { NormalisedFeed } from './normalised-feed.ts';
import type { GtfsSource } from './source/gtfs-source.ts';
import { agencies } from './tables/agency.ts';
import { bookingRules } from './tables/booking-rules.ts';
import { calendarDates, calendars } from './tables/calendars.ts';
import { feedInfo } from './tables/feed-info.ts';
import { frequencies } from './tables/frequencies.ts';
import { locationGroupStops, locationGroups } from './tables/location-groups.ts';
import { routes } from './tables/routes.ts';
import { shapes } from './tables/shapes.ts';
import { stops } from './tables/stops.ts';
import { transfers } from './tables/transfers.ts';
import { trips } from './tables/trips.ts';

/**
 * Reads a feed, brings it into one spelling and checks everything but the stop times, which are checked while they
 * stream. Never throws for what the files hold; `feed.check()` refuses the feed when there were errors.
 */
export async function normalise(source: GtfsSource): Promise<NormalisedFeed> {
  const log = new ImportLog();
  checkPresence(source, log);
  const small = await loadSmallTables(source, log);
  const index = toIndex(small);
  checkSharedIds(index, log);
  const exceptionRange = await indexServices(source, index, log);
  await indexShapes(source, index, log);
  await indexTrips(source, index, log);
  await checkRest(source, index, log);
  const draftFlex = await isDraftFlex(source);
  return new NormalisedFeed({ source, log, small, index, draftFlex, exceptionRange });
}

async function loadSmallTables(source: GtfsSource, log: ImportLog): Promise<SmallTables> {
  const agencyRows = await loadTable(source, agencies, log);
  const stopRows = normaliseStops(await loadTable(source, stops, log), log);
  const bookingRuleRows = await loadTable(source, bookingRules, log);
  checkBookingRules(bookingRuleRows, log);
  const areas = await loadAreas(source, log);
  const groupRows = await loadTable(source, locationGroups, log);
  const groups = normaliseGroups(groupRows, log);
  const places = { stops: idsOf(stopRows, 'stopId'), areas: idsOf(areas, 'id') };
  const groupStops = await loadTable(source, locationGroupStops, log);
  return {
    info: (await loadTable(source, feedInfo, log))[0] ?? null,
    timezone: commonTimezone(agencyRows, log),
    agencies: agencyRows,
    stops: stopRows,
    routes: normaliseRoutes(await loadTable(source, routes, log), agencyRows, log),
    calendars: normaliseCalendars(await loadTable(source, calendars, log), log),
    bookingRules: bookingRuleRows,
    groups,
    members: normaliseMembers(groupRows, groupStops, idsOf(groups, 'groupId'), places, log),
    areas,
  };
}

const idsOf = <K extends string>(rows: readonly { [key in K]: string }[], key: K): Set<string> =>
  new Set(rows.map((row) => row[key]));

const toIndex = (small: SmallTables): FeedIndex => ({
  stops: idsOf(small.stops, 'stopId'),
  groups: idsOf(small.groups, 'groupId'),
  areas: idsOf(small.areas, 'id'),
  routes: idsOf(small.routes, 'routeId'),
  rules: idsOf(small.bookingRules, 'ruleId'),
  services: idsOf(small.calendars, 'serviceId'),
  shapes: new Set(),
  trips: new Map(),
});

/** A service may live by single dates alone. Answers the days that exceptions add at the very first and last. */
async function indexServices(source: GtfsSource, index: FeedIndex, log: ImportLog): Promise<DateRange | null> {
  const range: DateRange = { from: '9999-12-31', to: '' };
  for await (const rows of readTable(source, calendarDates, log)) {
    for (const { serviceId, date, kind } of rows) {
      index.services.add(serviceId);
      if (kind === 'ADDED' && date < range.from) range.from = date;
      if (kind === 'ADDED' && date > range.to) range.to = date;
    }
  }
  return range.to === '' ? null : range;
}

async function indexShapes(source: GtfsSource, index: FeedIndex, log: ImportLog): Promise<void> {
  for await (const rows of readTable(source, shapes, log)) for (const { shapeId } of rows) index.shapes.add(shapeId);
}

async function indexTrips(source: GtfsSource, index: FeedIndex, log: ImportLog): Promise<void> {
  const hasShapes = source.files.has(shapes.file);
  for await (const rows of readTable(source, trips, log)) for (const row of rows) indexTrip(row, index, hasShapes, log);
}

async function checkRest(source: GtfsSource, index: FeedIndex, log: ImportLog): Promise<void> {
  for await (const rows of readTable(source, frequencies, log)) for (const row of rows) checkFrequency(row, index, log);
  for await (const rows of readTable(source, transfers, log)) for (const row of rows) isUsableTransfer(row, index, log);
}

/** The draft wrote `dropoff` in one word and listed members in location_groups.txt. */
async function isDraftFlex(source: GtfsSource): Promise<boolean> {
  const [times, groups] = await Promise.all([
    readFieldNames(source, 'stop_times.txt'),
    readFieldNames(source, 'location_groups.txt'),
  ]);
  return times.has('start_pickup_dropoff_window') || groups.has('location_id');
}
