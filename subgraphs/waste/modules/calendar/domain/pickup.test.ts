import { describe, expect, it } from '@jest/globals';
import { shiftAfterHolidays } from './holiday-shift.ts';
import { toEasterSunday, toHolidays } from './holidays.ts';
import { isIsoDate, makeIsoDate, toBerlinDay, toWeekday } from './iso-date.ts';
import { nextPickups, type Pickup, toReadingDay } from './pickup.ts';
import { toShiftDirection, toShiftReason } from './shift.ts';

const pickup = (date: string, fraction: Pickup['fraction'] = 'PAPER'): Pickup => ({
  date,
  fraction,
  providerLabel: fraction,
});

describe('collection dates', () => {
  it('begin with the day asked for, in order of day and kind', () => {
    const all = [pickup('2027-03-02'), pickup('2027-03-01'), pickup('2027-02-28'), pickup('2027-03-01', 'RESIDUAL')];
    const next = nextPickups(all, '2027-03-01', 2);
    expect(next).toEqual([pickup('2027-03-01', 'RESIDUAL'), pickup('2027-03-01')]);
  });

  it('are read from the Berlin day, summer and winter', () => {
    expect(toReadingDay(new Date('2027-01-04T23:30:00Z'))).toBe('2027-01-05');
    expect(toBerlinDay(new Date('2027-07-04T21:59:59Z'))).toBe('2027-07-04');
    expect(toBerlinDay(new Date('2027-07-04T22:00:00Z'))).toBe('2027-07-05');
  });

  it('are days that exist', () => {
    expect(['2027-02-29', '2027-13-01', '1027-01-01', '27-1-1'].map(isIsoDate)).toEqual([false, false, false, false]);
    expect(makeIsoDate(2028, 2, 29)).toBe('2028-02-29');
    expect(toWeekday('2027-01-04')).toBe(1);
    expect(toWeekday('2027-01-03')).toBe(7);
  });
});

describe('moved dates', () => {
  it.each([
    ['Feiertag: Ostermontag', 'HOLIDAY'],
    ['Schneeglätte', 'WEATHER'],
    ['Warnstreik', 'STRIKE'],
    ['Tourenänderung', 'TOUR_CHANGE'],
    ['weather', 'WEATHER'],
    ['Kreisfest', 'OTHER'],
  ])('say why: %j is %s', (text, reason) => {
    expect(toShiftReason(text)).toBe(reason);
  });

  it('say which way', () => {
    expect(toShiftDirection('2027-03-26', '2027-03-27')).toBe('EARLIER');
    expect(toShiftDirection('2027-03-30', '2027-03-29')).toBe('LATER');
    expect(toShiftDirection('2027-03-30', '2027-03-30')).toBeUndefined();
    expect(toShiftDirection('2027-03-30', undefined)).toBeUndefined();
  });

  it('go to the next free day and to Saturday after a holiday', () => {
    const holidays = toHolidays(2027, '15');
    // Easter Monday is 29 March: the whole week moves by one day.
    expect(['2027-03-29', '2027-04-02'].map((day) => shiftAfterHolidays(day, holidays))).toEqual([
      '2027-03-30',
      '2027-04-03',
    ]);
    expect(shiftAfterHolidays('2027-04-05', holidays)).toBe('2027-04-05');
    // Ascension is a Thursday: the days before it stay.
    expect(shiftAfterHolidays('2027-05-05', holidays)).toBe('2027-05-05');
    // Christmas 2026 takes Friday and Saturday, then comes Sunday.
    expect(shiftAfterHolidays('2026-12-25', toHolidays(2026))).toBe('2026-12-28');
  });
});

describe('holidays', () => {
  it.each(['2024-03-31', '2025-04-20', '2026-04-05', '2027-03-28', '2038-04-25', '1981-04-19', '2008-03-23'])(
    'know Easter Sunday %s',
    (day) => {
      expect(toEasterSunday(Number(day.slice(0, 4)))).toBe(day);
    },
  );

  it('differ by state', () => {
    expect(toHolidays(2027, '15').has('2027-10-31')).toBe(true);
    expect(toHolidays(2027, '11').has('2027-10-31')).toBe(false);
    expect([...toHolidays(2027)]).toContain('2027-05-06');
  });
});
