import type { CalendarFile, ReadOptions } from './model.ts';
import { type ReadResult, readCalendar } from './read-calendar.ts';

/** The day on which tests import. */
export const TODAY = '2027-01-15';

export const toFile = (name: string, text: string): CalendarFile => ({ name, content: new TextEncoder().encode(text) });

export const read = (name: string, text: string, options: Partial<ReadOptions> = {}): ReadResult =>
  readCalendar([toFile(name, text)], { today: TODAY, ...options });

/** A calendar file around events, each given by its lines. */
export const toCalendarFile = (...events: string[][]): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    ...events.flatMap((lines) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT']),
    'END:VCALENDAR',
  ].join('\r\n');

export const readEvents = (...events: string[][]): ReadResult => read('tour-nord.ics', toCalendarFile(...events));

export const toDates = ({ calendar }: ReadResult): string[] => calendar.pickups.map(({ date }) => date).sort();
export const toCodes = ({ report }: ReadResult): string[] =>
  [...report.errors, ...report.warnings].map(({ code }) => code);
