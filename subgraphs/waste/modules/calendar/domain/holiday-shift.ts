import { addDays, type IsoDate, toWeekday } from './iso-date.ts';

const SUNDAY = 7;

/**
 * Later collection after a holiday (Feiertagsverschiebung nach hinten): each holiday from Monday up to the planned day
 * moves it by one day; Saturday is used; a day that would fall on a Sunday or on another holiday moves on.
 *
 * A help for those who write a calendar, never applied to an imported one: there is no rule that holds nationwide.
 */
export function shiftAfterHolidays(planned: IsoDate, holidays: ReadonlySet<IsoDate>): IsoDate {
  const monday = addDays(planned, 1 - toWeekday(planned));
  const passed = Array.from({ length: toWeekday(planned) }, (_, index) => addDays(monday, index));
  const delay = passed.filter((day) => holidays.has(day)).length;
  let shifted = addDays(planned, delay);
  while (delay > 0 && (toWeekday(shifted) === SUNDAY || holidays.has(shifted))) shifted = addDays(shifted, 1);
  return shifted;
}
