import { shiftAfterHolidays } from '../modules/calendar/domain/holiday-shift.ts';
import { toHolidays } from '../modules/calendar/domain/holidays.ts';
import { addDays, type IsoDate, toWeekday } from '../modules/calendar/domain/iso-date.ts';
import { DEMO_STREETS, MUSTERHAGEN } from './musterhagen.ts';

/** One row of the demo calendar, in the columns of the CSV import; empty where the row says nothing. */
export interface DemoRow {
  Ort: string;
  PLZ: string;
  Straße: string;
  Hausnummer: string;
  Zusatz: string;
  Tour: string;
  Fraktion: string;
  Datum: string;
  'Ursprüngliches Datum': string;
  Grund: string;
  Farbe: string;
}

/** A kind of waste that comes every so many weeks, counted from the first full week of the year. */
interface Rhythm {
  label: string;
  color: string;
  everyWeeks: number;
  firstWeek: number;
  /** Days after the tour's own weekday. */
  dayOffset: number;
}

const RHYTHMS: readonly Rhythm[] = [
  { label: 'Restmüll', color: '#4a4a4a', everyWeeks: 2, firstWeek: 0, dayOffset: 0 },
  { label: 'Biotonne', color: '#7a5230', everyWeeks: 2, firstWeek: 1, dayOffset: 0 },
  { label: 'Gelber Sack', color: '#f2c200', everyWeeks: 2, firstWeek: 0, dayOffset: 1 },
  { label: 'Papiertonne', color: '#1f5fa8', everyWeeks: 4, firstWeek: 1, dayOffset: 2 },
  { label: 'Schadstoffmobil', color: '#b3261e', everyWeeks: 26, firstWeek: 15, dayOffset: 2 },
];
const CHRISTMAS_TREE: Rhythm = {
  label: 'Weihnachtsbaum',
  color: '#2e6b34',
  everyWeeks: 53,
  firstWeek: 1,
  dayOffset: 1,
};

/** ISO weekday of each tour's first collection. */
const TOURS = { 'Tour Nord': 1, 'Tour Mitte': 2, 'Tour Süd': 3 } as const;

/** Musterhagen lies in Saxony-Anhalt, for its holidays. */
const STATE = '15';

const EMPTY: DemoRow = {
  Ort: '',
  PLZ: '',
  Straße: '',
  Hausnummer: '',
  Zusatz: '',
  Tour: '',
  Fraktion: '',
  Datum: '',
  'Ursprüngliches Datum': '',
  Grund: '',
  Farbe: '',
};

/** Made-up collection calendar (erfundener Abfallkalender) of a year: addresses with their tours, then each tour's dates. */
export function makeDemoCalendar(year: number): DemoRow[] {
  const holidays = new Set([...toHolidays(year, STATE), ...toHolidays(year + 1, STATE)]);
  const dates = Object.entries(TOURS).flatMap(([tour, weekday]) =>
    [...RHYTHMS, CHRISTMAS_TREE].flatMap((rhythm) =>
      plannedDays(year, weekday, rhythm).map((planned) => toDateRow(tour, rhythm, planned, holidays)),
    ),
  );
  return [...addressRows(), ...dates];
}

const addressRows = (): DemoRow[] =>
  DEMO_STREETS.flatMap(({ street, tour, houseNumbers, supplements }) =>
    houseNumbers.map((number) => ({
      ...EMPTY,
      Ort: MUSTERHAGEN.town,
      PLZ: MUSTERHAGEN.postalCode,
      Straße: street,
      Hausnummer: number,
      Zusatz: supplements?.[number] ?? '',
      Tour: tour,
    })),
  );

/** Weeks count from the first Monday of the year, so every year has the same pattern. */
function plannedDays(year: number, weekday: number, { everyWeeks, firstWeek, dayOffset }: Rhythm): IsoDate[] {
  const newYear = `${year}-01-01`;
  const firstMonday = addDays(newYear, (8 - toWeekday(newYear)) % 7);
  const first = addDays(firstMonday, firstWeek * 7 + weekday - 1 + dayOffset);
  const days = Array.from({ length: 53 }, (_, index) => addDays(first, index * everyWeeks * 7));
  return days.filter((day) => day.startsWith(String(year)));
}

function toDateRow(tour: string, { label, color }: Rhythm, planned: IsoDate, holidays: ReadonlySet<IsoDate>): DemoRow {
  const date = shiftAfterHolidays(planned, holidays);
  const row = { ...EMPTY, Tour: tour, Fraktion: label, Datum: toGermanDay(date), Farbe: color };
  return date === planned ? row : { ...row, 'Ursprüngliches Datum': toGermanDay(planned), Grund: 'Feiertag' };
}

const toGermanDay = (day: IsoDate): string => day.split('-').reverse().join('.');
