import { momentToInstant, type ServiceMoment, toInstant } from './service-day.ts';

/** How far ahead an on-demand ride is booked: up to the ride, some minutes before, or on an earlier day. */
export type BookingType = 'REAL_TIME' | 'SAME_DAY' | 'PRIOR_DAYS';

/** Booking rule (Anmelderegel): how and until when a ride on demand (Rufbus) must be ordered. Source: GTFS booking_rules.txt. */
export interface BookingRule {
  type: BookingType;
  /** Least and greatest notice in minutes before the ride. */
  noticeMinMinutes: number | null;
  noticeMaxMinutes: number | null;
  /** Last day to book, counted back from the ride, and the time on it in seconds. */
  lastDay: number | null;
  lastTime: number | null;
  /** First day to book, counted back from the ride, and the time on it in seconds. */
  startDay: number | null;
  startTime: number | null;
}

/** Says whether a day counts when notice is given in service days (`prior_notice_service_id`). */
export type CountsAsDay = (date: string) => boolean;
const everyDayCounts: CountsAsDay = () => true;

/**
 * Booking deadline (Anmeldeschluss): the last instant at which a ride at `windowStart` can be ordered.
 * Null when the rule does not say enough; then only the phone can tell.
 */
export function bookingDeadline(
  rule: BookingRule,
  windowStart: ServiceMoment,
  countsAsDay: CountsAsDay = everyDayCounts,
): Temporal.Instant | null {
  if (rule.type === 'REAL_TIME') return momentToInstant(windowStart);
  if (rule.type === 'SAME_DAY') return minutesBefore(windowStart, rule.noticeMinMinutes);
  return onEarlierDay(windowStart, rule.lastDay, rule.lastTime, countsAsDay);
}

/** Booking opens (Anmeldebeginn): the first instant at which a ride at `windowStart` can be ordered; null when there is no bound. */
export function bookingOpensAt(
  rule: BookingRule,
  windowStart: ServiceMoment,
  countsAsDay: CountsAsDay = everyDayCounts,
): Temporal.Instant | null {
  if (rule.startDay !== null) return onEarlierDay(windowStart, rule.startDay, rule.startTime ?? 0, countsAsDay);
  return minutesBefore(windowStart, rule.noticeMaxMinutes);
}

const minutesBefore = (moment: ServiceMoment, minutes: number | null): Temporal.Instant | null =>
  minutes === null ? null : momentToInstant(moment).subtract({ minutes });

function onEarlierDay(moment: ServiceMoment, days: number | null, time: number | null, countsAsDay: CountsAsDay) {
  if (days === null || time === null) return null;
  const date = goBack(Temporal.PlainDate.from(moment.date), days, countsAsDay);
  return date && toInstant(date.toString(), time, moment.zone);
}

/** A service that never runs would let the search go on for ever: a year without a counting day means there is none. */
const LOOK_BACK_DAYS = 366;

function goBack(from: Temporal.PlainDate, days: number, countsAsDay: CountsAsDay): Temporal.PlainDate | null {
  let date = from;
  let left = days;
  for (let step = 0; left > 0; step += 1) {
    if (step > LOOK_BACK_DAYS + days) return null;
    date = date.subtract({ days: 1 });
    if (countsAsDay(date.toString())) left -= 1;
  }
  return date;
}
