import { addDays, fromDayNumber, type IsoDate, toDayNumber } from './iso-date.ts';

/** Holidays on fixed days in all of Germany (bundesweite Feiertage; source: holiday acts of the states, Unity Treaty article 2). */
const FIXED = ['01-01', '05-01', '10-03', '12-25', '12-26'];
/** Holidays that move with Easter, in days from Easter Sunday: Good Friday, Easter Monday, Ascension, Whit Monday. */
const MOVING = [-2, 1, 39, 50];

/** Additional holidays with a fixed day by state (Landesfeiertage); key: first two digits of the ARS. */
const OF_STATE: Readonly<Record<string, readonly string[]>> = {
  // Saxony-Anhalt: Epiphany and Reformation Day (Feiertagsgesetz Sachsen-Anhalt section 2).
  '15': ['01-06', '10-31'],
};

/** Easter Sunday (Ostersonntag) by Gauss's rule in Lichtenberg's form, for years of the Gregorian calendar. */
export function toEasterSunday(year: number): IsoDate {
  const century = Math.floor(year / 100);
  const moon = 15 + Math.floor((3 * century + 3) / 4) - Math.floor((8 * century + 13) / 25);
  const sun = 2 - Math.floor((3 * century + 3) / 4);
  const cycle = year % 19;
  const seed = (19 * cycle + moon) % 30;
  const limit = Math.floor((seed + Math.floor(cycle / 11)) / 29);
  const fullMoon = 21 + seed - limit;
  const firstSunday = 7 - ((year + Math.floor(year / 4) + sun) % 7);
  const march = fullMoon + 7 - mod(fullMoon - firstSunday, 7);
  return fromDayNumber(toDayNumber(`${year}-03-01`) + march - 1);
}

/** Public holidays (gesetzliche Feiertage) of a year: nationwide, and those of the state whose ARS begins with `state`. */
export function toHolidays(year: number, state = ''): Set<IsoDate> {
  const easter = toEasterSunday(year);
  const fixed = [...FIXED, ...(OF_STATE[state] ?? [])].map((day) => `${year}-${day}`);
  return new Set([...fixed, ...MOVING.map((days) => addDays(easter, days))].sort());
}

const mod = (value: number, divisor: number): number => ((value % divisor) + divisor) % divisor;
