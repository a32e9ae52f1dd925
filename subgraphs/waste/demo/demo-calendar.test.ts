import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { toHolidays } from '../modules/calendar/domain/holidays.ts';
import { toWeekday } from '../modules/calendar/domain/iso-date.ts';
import { readCalendar } from '../modules/calendar/import/read-calendar.ts';
import { makeDemoCsv } from './demo-csv.ts';

const readYear = (year: number) =>
  readCalendar([{ name: `musterhagen-${year}.csv`, content: Buffer.from(makeDemoCsv(year)) }], {
    today: `${year}-01-01`,
  });

describe('the demo calendar', () => {
  it('is the committed sample for 2027', () => {
    const sample = readFileSync(join(import.meta.dirname, 'musterhagen-2027.csv'), 'utf8');
    expect(sample).toBe(makeDemoCsv(2027));
  });

  it.each([2026, 2027, 2028, 2032])('is imported for %d without a complaint', (year) => {
    const { report } = readYear(year);
    expect(report.errors).toEqual([]);
    expect(report.warnings).toEqual([]);
    expect(report.counts).toMatchObject({ addresses: 40, tours: 3, duplicates: 0 });
    expect(Object.keys(report.counts.pickupsByFraction).sort()).toEqual([
      'CHRISTMAS_TREE',
      'HAZARDOUS',
      'LIGHTWEIGHT',
      'ORGANIC',
      'PAPER',
      'RESIDUAL',
    ]);
  });

  it('collects on no Sunday and no holiday, and says what it moved', () => {
    const { pickups } = readYear(2027).calendar;
    const holidays = toHolidays(2027, '15');
    expect(pickups.filter(({ date }) => toWeekday(date) === 7 || holidays.has(date))).toEqual([]);
    const moved = pickups.filter(({ originalDate }) => originalDate);
    expect(moved.length).toBeGreaterThan(5);
    expect(moved.every(({ reason }) => reason === 'HOLIDAY')).toBe(true);
  });

  it('lets each address keep its key from year to year', () => {
    const keys = (year: number) => readYear(year).calendar.addresses.map(({ key }) => key);
    expect(keys(2028)).toEqual(keys(2027));
  });
});
