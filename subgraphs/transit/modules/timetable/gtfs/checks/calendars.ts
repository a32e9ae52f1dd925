import type { ServiceCalendar } from '../../domain/service-calendar.ts';
import type { ImportLog } from '../import-log.ts';
import type { RawCalendarRow } from '../tables/calendars.ts';

/** Weekly calendar (Verkehrstage) of a service, as the domain reads it. */
export type CalendarRow = ServiceCalendar & { line: number; serviceId: string };

/** Packs the days of the week into bits and reports calendars that end before they begin. */
export const normaliseCalendars = (rows: readonly RawCalendarRow[], log: ImportLog): CalendarRow[] =>
  rows.map((row) => {
    const { line, serviceId, startDate, endDate } = row;
    if (endDate < startDate) {
      const place = { file: 'calendar.txt', line, field: 'end_date' };
      log.error('GTFS_RANGE_REVERSED', place, 'The service ends before it begins.');
    }
    return { line, serviceId, startDate, endDate, weekdays: toWeekdays(row) };
  });

function toWeekdays(row: RawCalendarRow): number {
  const days = [row.monday, row.tuesday, row.wednesday, row.thursday, row.friday, row.saturday, row.sunday];
  return days.reduce((bits, runs, day) => bits | (runs ? 1 << day : 0), 0);
}
