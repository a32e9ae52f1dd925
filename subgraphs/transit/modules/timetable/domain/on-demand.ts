import { type BookingRule, bookingDeadline, bookingOpensAt, type CountsAsDay } from './booking.ts';
import { toInstant } from './service-day.ts';

/** On-demand window (Bedienzeit eines Rufbusses) on one service day, times in seconds from its start. */
export interface OnDemandWindow {
  serviceDate: string;
  zone: string;
  startSecond: number;
  endSecond: number;
  /** Null when the feed names no rule: then the ride may be asked for until it starts. */
  rule: BookingRule | null;
  /** Which days count for the notice; default all. */
  countsAsDay?: CountsAsDay;
}

/** OPEN: rides run now and one can still be had. LATER: the next ride one can have begins later. NONE: no window is left. */
export type OnDemandState = 'OPEN' | 'LATER' | 'NONE';

/** Availability (Verfügbarkeit) at an instant. */
export type OnDemandAvailability<W extends OnDemandWindow> =
  | ({ state: 'OPEN' | 'LATER'; window: W; startsAt: Temporal.Instant; endsAt: Temporal.Instant } & BookingChance)
  | { state: 'NONE' };

/** What a booking made now can get. */
export interface BookingChance {
  /** Earliest ride that a booking made now still gets. */
  earliestPickupAt: Temporal.Instant;
  /** Until when that earliest ride or a later one in this window can be booked; null when the rule does not say. */
  bookBy: Temporal.Instant | null;
  /** From when bookings are taken; null when there is no bound. */
  bookFrom: Temporal.Instant | null;
}

/** The window that serves a citizen who asks at `at`: the one open now, else the next; windows may come in any order. */
export function availabilityAt<W extends OnDemandWindow>(
  windows: readonly W[],
  at: Temporal.Instant,
): OnDemandAvailability<W> {
  const chances = windows.flatMap((window) => chanceIn(window, at));
  chances.sort((a, b) => Temporal.Instant.compare(a.earliestPickupAt, b.earliestPickupAt));
  return chances[0] ?? { state: 'NONE' };
}

function chanceIn<W extends OnDemandWindow>(window: W, at: Temporal.Instant) {
  const startsAt = toInstant(window.serviceDate, window.startSecond, window.zone);
  const endsAt = toInstant(window.serviceDate, window.endSecond, window.zone);
  const earliestPickupAt = earliestPickup(window, startsAt, at);
  if (earliestPickupAt === null || isAfter(earliestPickupAt, endsAt)) return [];
  const state = isAfter(startsAt, at) ? 'LATER' : 'OPEN';
  return [{ state, window, startsAt, endsAt, earliestPickupAt, ...bookingTimes(window) } as const];
}

/** With notice in minutes a ride late in the window may be had when one at its start is gone; with notice in days it may not. */
function earliestPickup(window: OnDemandWindow, startsAt: Temporal.Instant, at: Temporal.Instant) {
  const notice = window.rule?.type === 'SAME_DAY' ? (window.rule.noticeMinMinutes ?? 0) : 0;
  const deadline = window.rule?.type === 'PRIOR_DAYS' ? bookingTimes(window).bookBy : null;
  if (deadline && isAfter(at, deadline)) return null;
  const soonest = at.add({ minutes: notice });
  return isAfter(soonest, startsAt) ? soonest : startsAt;
}

function bookingTimes({ rule, countsAsDay, serviceDate: date, zone, startSecond, endSecond }: OnDemandWindow) {
  if (!rule) return { bookBy: toInstant(date, endSecond, zone), bookFrom: null };
  return {
    bookBy: bookingDeadline(rule, { date, seconds: endSecond, zone }, countsAsDay),
    bookFrom: bookingOpensAt(rule, { date, seconds: startSecond, zone }, countsAsDay),
  };
}

const isAfter = (a: Temporal.Instant, b: Temporal.Instant): boolean => Temporal.Instant.compare(a, b) > 0;
