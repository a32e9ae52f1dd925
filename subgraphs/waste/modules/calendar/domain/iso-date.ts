import { BERLIN } from '../../../../../platform/time.ts';

/** Day (Kalendertag) in Europe/Berlin as `YYYY-MM-DD`; texts of this form sort like the days themselves. */
export type IsoDate = string;

const DAY_MS = 86_400_000;
const FORM = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Days before 1970 or after 2199 in a collection calendar are typing errors. */
const FIRST_YEAR = 1970;
const LAST_YEAR = 2199;

/** The day, or undefined where the calendar has no such day (30 February) or the year is none a calendar can mean. */
export function makeIsoDate(year: number, month: number, day: number): IsoDate | undefined {
  if (!(year >= FIRST_YEAR && year <= LAST_YEAR)) return undefined;
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal ? date.toISOString().slice(0, 10) : undefined;
}

export function isIsoDate(text: string): text is IsoDate {
  const parts = FORM.exec(text);
  return parts !== null && makeIsoDate(Number(parts[1]), Number(parts[2]), Number(parts[3])) !== undefined;
}

/** Days since 1970-01-01. Whole days have no time zone, so plain arithmetic is exact. */
export const toDayNumber = (date: IsoDate): number => Math.round(Date.parse(`${date}T00:00:00Z`) / DAY_MS);

export const fromDayNumber = (day: number): IsoDate => new Date(day * DAY_MS).toISOString().slice(0, 10);

export const addDays = (date: IsoDate, days: number): IsoDate => fromDayNumber(toDayNumber(date) + days);

/** ISO weekday: 1 Monday to 7 Sunday. */
export const toWeekday = (date: IsoDate): number => ((toDayNumber(date) + 3) % 7) + 1;

/** The day in Berlin at that moment: 23:30 UTC on 4 January is already 5 January there. */
export const toBerlinDay = (moment: Date): IsoDate =>
  Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(BERLIN).toPlainDate().toString();
