import { choice, date, text } from '../csv/kinds.ts';
import { type RowOf, required, table } from '../csv/table.ts';
import { yesNo } from './choices.ts';

/** Weekly calendar (Verkehrstage) of a service as the feed writes it. */
export const calendars = table(
  'calendar.txt',
  {
    serviceId: required(text, 'service_id'),
    monday: required(yesNo, 'monday'),
    tuesday: required(yesNo, 'tuesday'),
    wednesday: required(yesNo, 'wednesday'),
    thursday: required(yesNo, 'thursday'),
    friday: required(yesNo, 'friday'),
    saturday: required(yesNo, 'saturday'),
    sunday: required(yesNo, 'sunday'),
    startDate: required(date, 'start_date'),
    endDate: required(date, 'end_date'),
  },
  ['serviceId'],
);
export type RawCalendarRow = RowOf<typeof calendars>;

/** Exception to a calendar (Ausnahmetag). */
export const calendarDates = table(
  'calendar_dates.txt',
  {
    serviceId: required(text, 'service_id'),
    date: required(date, 'date'),
    kind: required(choice<'ADDED' | 'REMOVED'>({ '1': 'ADDED', '2': 'REMOVED' }), 'exception_type'),
  },
  ['serviceId', 'date'],
);
export type CalendarDateRow = RowOf<typeof calendarDates>;
