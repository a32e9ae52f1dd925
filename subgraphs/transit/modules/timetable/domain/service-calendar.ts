/** Service calendar (Verkehrstageregelung): on which days of the week a service runs, and between which dates. */
export interface ServiceCalendar {
  /** Bit 0 is Monday, bit 6 Sunday. */
  weekdays: number;
  /** First and last day, `YYYY-MM-DD`, both included. */
  startDate: string;
  endDate: string;
}

/** Exception (Ausnahme): a day on which a service runs or rests against its calendar, a public holiday for instance. */
export interface ServiceException {
  date: string;
  kind: 'ADDED' | 'REMOVED';
}

/** Whether a service runs on a service day: an exception wins over the calendar; a service may live by exceptions alone. */
export function serviceRunsOn(
  calendar: ServiceCalendar | null,
  exceptions: readonly ServiceException[],
  date: string,
): boolean {
  const exception = exceptions.find((candidate) => candidate.date === date);
  if (exception) return exception.kind === 'ADDED';
  return calendar !== null && isRegularDay(calendar, date);
}

/** The bit of a day in `weekdays`: 1 for Monday to 64 for Sunday. */
export const weekdayBit = (date: string): number => 1 << (Temporal.PlainDate.from(date).dayOfWeek - 1);

// Dates in ISO form sort as text, so no date arithmetic is needed for the bounds.
const isRegularDay = (calendar: ServiceCalendar, date: string): boolean =>
  date >= calendar.startDate && date <= calendar.endDate && (calendar.weekdays & weekdayBit(date)) !== 0;
