import { rideAccess, type WheelchairAccess } from './accessibility.ts';
import { type BookingRule, bookingDeadline, bookingOpensAt } from './booking.ts';
import { nextDepartures } from './departure-groups.ts';
import { availabilityAt, type OnDemandWindow } from './on-demand.ts';
import { type ServiceCalendar, type ServiceException, serviceRunsOn } from './service-calendar.ts';
import { toInstant } from './service-day.ts';

/** How far a departure board (Abfahrtstafel) looks ahead: over the longest run of holidays in a village without weekend buses. */
export const BOARD_DAYS = 7;

/** Booking rule with its contacts and, when notice counts service days, the days that count. */
export interface ContactRule extends BookingRule {
  message: string | null;
  phone: string | null;
  infoUrl: string | null;
  bookingUrl: string | null;
  noticeCalendar: ServiceCalendar | null;
  noticeExceptions: readonly ServiceException[];
  countsServiceDays: boolean;
}

/** One row of the timetable on one service day: a trip at a stop (times) or in an area (window). */
export interface TimetableEntry<Line> {
  /** The same whenever the same trip of the same day is asked for. */
  key: string;
  line: Line;
  lineId: string;
  headsign: string | null;
  platform: string | null;
  date: string;
  zone: string;
  departure: number | null;
  windowStart: number | null;
  windowEnd: number | null;
  byPhone: boolean;
  rule: ContactRule | null;
  stopAccess: WheelchairAccess;
  tripAccess: WheelchairAccess;
}

/** A line of the board: a departure at a time, or a ride that can be booked in a window. */
export interface BoardRow<Line> {
  key: string;
  line: Line;
  headsign: string | null;
  platform: string | null;
  departsAt: Temporal.Instant;
  onDemand: boolean;
  window: { from: Temporal.Instant; to: Temporal.Instant } | null;
  rule: ContactRule | null;
  bookBy: Temporal.Instant | null;
  bookFrom: Temporal.Instant | null;
  access: WheelchairAccess;
}

/** On-demand offer (Rufbus-Angebot) of one line: the window that serves somebody who asks now. */
export interface Offer<Line> extends BoardRow<Line> {
  state: 'OPEN' | 'LATER';
}

/** Departure board (Abfahrtstafel) from `at`: timed and on-demand departures in order of time, `first` at most. */
export function toBoard<Line>(
  entries: readonly TimetableEntry<Line>[],
  at: Temporal.Instant,
  first: number,
): BoardRow<Line>[] {
  const rows = entries.flatMap((entry) => timedRow(entry) ?? offerIn([entry], at) ?? []);
  return nextDepartures(rows, at, first);
}

/** The offers of the on-demand lines, each with the window that is open at `at` or comes next; the earliest ride first. */
export function toOffers<Line>(entries: readonly TimetableEntry<Line>[], at: Temporal.Instant): Offer<Line>[] {
  const windows = entries.filter(({ windowStart }) => windowStart !== null);
  const lines = Map.groupBy(windows, ({ lineId }) => lineId);
  const offers = [...lines.values()].flatMap((ofLine) => offerIn(ofLine, at) ?? []);
  return offers.sort((a, b) => Temporal.Instant.compare(a.departsAt, b.departsAt));
}

function timedRow<Line>(entry: TimetableEntry<Line>): BoardRow<Line> | undefined {
  const { departure: seconds, date, zone, rule, byPhone } = entry;
  if (seconds === null) return undefined;
  const moment = { date, seconds, zone };
  const counts = rule ? countsAsDay(rule) : undefined;
  return {
    ...plain(entry),
    departsAt: toInstant(date, seconds, zone),
    onDemand: byPhone,
    window: null,
    bookBy: rule && bookingDeadline(rule, moment, counts),
    bookFrom: rule && bookingOpensAt(rule, moment, counts),
  };
}

function offerIn<Line>(entries: readonly TimetableEntry<Line>[], at: Temporal.Instant): Offer<Line> | undefined {
  const found = availabilityAt(entries.flatMap(toWindow), at);
  if (found.state === 'NONE') return undefined;
  const { state, window, startsAt, endsAt, earliestPickupAt, bookBy, bookFrom } = found;
  return {
    ...plain(window.entry),
    state,
    departsAt: earliestPickupAt,
    onDemand: true,
    window: { from: startsAt, to: endsAt },
    bookBy,
    bookFrom,
  };
}

function toWindow<Line>(entry: TimetableEntry<Line>): (OnDemandWindow & { entry: TimetableEntry<Line> })[] {
  const { date: serviceDate, zone, windowStart: startSecond, windowEnd: endSecond, rule } = entry;
  if (startSecond === null || endSecond === null) return [];
  const days = rule ? { countsAsDay: countsAsDay(rule) } : {};
  return [{ serviceDate, zone, startSecond, endSecond, rule, ...days, entry }];
}

const countsAsDay =
  ({ countsServiceDays, noticeCalendar, noticeExceptions }: ContactRule) =>
  (date: string): boolean =>
    !countsServiceDays || serviceRunsOn(noticeCalendar, noticeExceptions, date);

function plain<Line>({ key, line, headsign, platform, rule, ...entry }: TimetableEntry<Line>) {
  return { key, line, headsign, platform, rule, access: rideAccess(entry.stopAccess, entry.tripAccess) };
}
