import { WasteCalendarInvalidError } from '../domain/errors.ts';
import { toDayNumber, toWeekday } from '../domain/iso-date.ts';
import type { CalendarImport, ImportedPickup } from './model.ts';
import { type ImportReport, quote, type ReportWriter } from './report.ts';

/** A date moved further than this was probably typed wrongly. */
const FAR_SHIFT_DAYS = 14;
const SUNDAY = 7;

/** What can only be seen when all files are read: tours without dates, addresses nobody drives to, odd days. */
export function reviewCalendar(calendar: CalendarImport, report: ReportWriter): void {
  const whole = { file: '', line: 0 };
  const isServed = toServedTest(calendar);
  for (const { key, name } of calendar.tours) {
    if (!isServed('TOUR', key)) report.add('TOUR_WITHOUT_DATES', whole, `No dates for tour ${quote(name)}.`);
  }
  for (const { key, label, tours } of calendar.addresses) {
    const hasDates = isServed('ADDRESS', key) || tours.some((tour) => isServed('TOUR', tour));
    if (!hasDates) report.add('ADDRESS_WITHOUT_DATES', whole, `No dates for ${quote(label)}.`);
  }
  for (const pickup of calendar.pickups) reviewPickup(pickup, report);
  count(calendar, report);
}

function toServedTest({ pickups }: CalendarImport): (kind: string, key: string) => boolean {
  const served = new Set(pickups.map(({ target }) => `${target.kind} ${target.key}`));
  return (kind, key) => served.has(`${kind} ${key}`);
}

function reviewPickup({ date, originalDate, providerLabel, target }: ImportedPickup, report: ReportWriter): void {
  const what = `${date} ${quote(providerLabel)} (${quote(target.key)})`;
  if (toWeekday(date) === SUNDAY) report.add('SUNDAY', { file: '', line: 0, field: 'date' }, `On a Sunday: ${what}`);
  const days = originalDate ? Math.abs(toDayNumber(date) - toDayNumber(originalDate)) : 0;
  const position = { file: '', line: 0, field: 'originalDate' };
  if (days > FAR_SHIFT_DAYS) report.add('SHIFT_FAR', position, `Moved by ${days} days: ${what}`);
}

function count({ addresses, tours, pickups }: CalendarImport, { counts }: ReportWriter): void {
  counts.addresses = addresses.length;
  counts.tours = tours.length;
  counts.pickups = pickups.length;
  for (const { fraction } of pickups)
    counts.pickupsByFraction[fraction] = (counts.pickupsByFraction[fraction] ?? 0) + 1;
}

/** All or nothing: a calendar with errors is refused, for a date that is missing is worse than yesterday's calendar. */
export function checkImport(report: ImportReport): void {
  if (report.counts.errors > 0) throw new WasteCalendarInvalidError(report.errors, report.counts.errors);
}
