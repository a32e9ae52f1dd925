import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import ICAL from 'ical.js';
import { addDays } from '../../domain/iso-date.ts';
import { expandRule, toWindow } from './expand-rule.ts';
import { parseRule } from './rule.ts';

const WINDOW = { from: '2027-01-01', to: '2028-01-15' };

const expand = (text: string, start: string): string[] => {
  const rule = parseRule(text, { day: start });
  if (!rule) throw new Error(`No rule: ${text}`);
  return expandRule(rule, start, WINDOW);
};

/** What the library's own iterator makes of the same rule. */
const expandByLibrary = (text: string, start: string): string[] => {
  const iterator = ICAL.Recur.fromString(text).iterator(ICAL.Time.fromDateString(start));
  const dates: string[] = [];
  for (let next = iterator.next(); next && next.toString() <= WINDOW.to; next = iterator.next())
    dates.push(next.toString());
  return dates.filter((date) => date >= WINDOW.from);
};

describe('rules', () => {
  it('come weekly in summer only', () => {
    const dates = expand('FREQ=WEEKLY;BYMONTH=6,7', '2027-06-02');
    expect([dates[0], dates.at(-1), dates.length]).toEqual(['2027-06-02', '2027-07-28', 9]);
  });

  it('take the last Friday, and the first working day of a month', () => {
    expect(expand('FREQ=MONTHLY;BYDAY=-1FR;COUNT=2', '2027-01-29')).toEqual(['2027-01-29', '2027-02-26']);
    expect(expand('FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1;COUNT=3', '2027-01-01')).toEqual([
      '2027-01-01',
      '2027-02-01',
      '2027-03-01',
    ]);
  });

  it('that never match give their start and end', () => {
    expect(expand('FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30', '2027-01-04')).toEqual(['2027-01-04']);
    expect(expand('FREQ=DAILY;INTERVAL=7;BYDAY=TU', '2027-01-04')).toEqual(['2027-01-04']);
  });

  it('agree with the library for starts that match', () => {
    const rule = fc.record({
      interval: fc.integer({ min: 1, max: 6 }),
      start: fc.integer({ min: 0, max: 1200 }).map((days) => addDays('2024-06-01', days)),
      form: fc.constantFrom('FREQ=WEEKLY', 'FREQ=DAILY', 'FREQ=WEEKLY;WKST=SU', 'FREQ=YEARLY', 'FREQ=MONTHLY'),
      end: fc.constantFrom('', ';COUNT=20', ';UNTIL=20270930'),
    });
    fc.assert(
      fc.property(rule, ({ interval, start, form, end }) => {
        const text = `${form};INTERVAL=${interval}${end}`;
        const isEnded = end.includes('UNTIL') && start > '2027-09-30';
        if (!isEnded) expect(expand(text, start)).toEqual(expandByLibrary(text, start));
      }),
      { numRuns: 150, seed: 7 },
    );
  });

  it('agree with the library on several weekdays in every second week', () => {
    const text = 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH,SU;WKST=MO';
    expect(expand(text, '2026-11-30')).toEqual(expandByLibrary(text, '2026-11-30'));
  });

  it('are capped by a year from today', () => {
    expect(toWindow('2027-01-01')).toEqual({ from: '2027-01-01', to: '2028-01-01' });
    expect(toWindow('2027-11-20')).toEqual({ from: '2027-01-01', to: '2028-11-19' });
  });
});
