/** Easter Sunday (Ostersonntag) of a year in the Gregorian calendar, by the anonymous method of 1876. */
function easterSunday(year: number): Temporal.PlainDate {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const yearInCentury = year % 100;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(yearInCentury / 4) - epact - (yearInCentury % 4)) % 7;
  const month = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const day = epact + weekday - 7 * month + 114;
  return Temporal.PlainDate.from({ year, month: Math.floor(day / 31), day: (day % 31) + 1 });
}

/** Holidays that every German state keeps: month and day, or days from Easter Sunday. */
const FIXED = ['01-01', '05-01', '10-03', '12-25', '12-26'];
const FROM_EASTER = [-2, 1, 39, 50];

/** Public holidays (gesetzliche Feiertage) common to all German states in a year, in order. */
export function publicHolidays(year: number): Temporal.PlainDate[] {
  const easter = easterSunday(year);
  const holidays = [
    ...FIXED.map((day) => Temporal.PlainDate.from(`${year}-${day}`)),
    ...FROM_EASTER.map((days) => easter.add({ days })),
  ];
  return holidays.sort(Temporal.PlainDate.compare);
}
