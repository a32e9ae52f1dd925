import type { WheelchairAccess } from '../domain/accessibility.ts';
import type { ContactRule, TimetableEntry } from '../domain/board.ts';
import type { BookingType } from '../domain/booking.ts';
import type { Line } from '../entities/line.ts';
import { type LineRow, toLine } from './line-rows.ts';

interface RuleRow {
  type: BookingType;
  notice_min_minutes: number | null;
  notice_max_minutes: number | null;
  last_day: number | null;
  last_time: number | null;
  start_day: number | null;
  start_time: number | null;
  notice_service: string | null;
  message: string | null;
  phone: string | null;
  info_url: string | null;
  booking_url: string | null;
}

/** A row of the timetable with everything that a board shows of it. */
export interface EntryRow extends LineRow {
  span: number;
  version: number;
  trip: number;
  sequence: number;
  departure: number | null;
  window_start: number | null;
  window_end: number | null;
  pickup: 'REGULAR' | 'PHONE' | 'DRIVER';
  headsign: string | null;
  trip_access: WheelchairAccess;
  stop_access: WheelchairAccess;
  platform: string | null;
  rule: RuleRow | null;
  notice_calendar: { weekdays: number; start_date: string; end_date: string } | null;
  notice_exceptions: { date: string; kind: 'ADDED' | 'REMOVED' }[] | null;
}

/** A stored row on a service day, as the rules of the board read it. */
export function toEntry(row: EntryRow, { date, zone }: { date: string; zone: string }): TimetableEntry<Line> {
  const line = toLine(row);
  const { departure, headsign, platform } = row;
  return {
    key: `${row.feed}:${row.version}:${row.trip}:${row.sequence}:${date}`,
    line,
    lineId: line.id,
    headsign,
    platform,
    date,
    zone,
    departure,
    windowStart: row.window_start,
    windowEnd: row.window_end,
    byPhone: row.pickup === 'PHONE' || row.mode === 'ON_DEMAND_BUS',
    rule: row.rule && toRule(row.rule, row),
    stopAccess: row.stop_access,
    tripAccess: row.trip_access,
  };
}

const toRule = (
  rule: RuleRow,
  { notice_calendar: calendar, notice_exceptions, agency_phone }: EntryRow,
): ContactRule => ({
  type: rule.type,
  noticeMinMinutes: rule.notice_min_minutes,
  noticeMaxMinutes: rule.notice_max_minutes,
  lastDay: rule.last_day,
  lastTime: rule.last_time,
  startDay: rule.start_day,
  startTime: rule.start_time,
  message: rule.message,
  phone: rule.phone ?? agency_phone,
  infoUrl: rule.info_url,
  bookingUrl: rule.booking_url,
  countsServiceDays: rule.notice_service !== null,
  noticeCalendar: calendar && {
    weekdays: calendar.weekdays,
    startDate: calendar.start_date,
    endDate: calendar.end_date,
  },
  noticeExceptions: notice_exceptions ?? [],
});
