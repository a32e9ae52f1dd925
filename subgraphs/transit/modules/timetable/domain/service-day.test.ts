import { describe, expect, it } from '@jest/globals';
import { serviceDatesFor, toInstant } from './service-day.ts';

const BERLIN = 'Europe/Berlin';
const HOUR = 3600;
const instantIn = (date: string, seconds: number): string =>
  toInstant(date, seconds, BERLIN).toZonedDateTimeISO(BERLIN).toString({ timeZoneName: 'never' });

describe('toInstant', () => {
  it('reads seconds of an ordinary day as its clock time', () => {
    expect(instantIn('2026-07-01', 8 * HOUR + 300)).toBe('2026-07-01T08:05:00+02:00');
  });

  it('puts times past 24 hours into the next day', () => {
    expect(instantIn('2026-07-01', 25 * HOUR)).toBe('2026-07-02T01:00:00+02:00');
  });

  it('keeps daytime at the printed clock time on the day summer time begins', () => {
    expect(instantIn('2026-03-29', 8 * HOUR)).toBe('2026-03-29T08:00:00+02:00');
    expect(instantIn('2026-03-29', 0)).toBe('2026-03-28T23:00:00+01:00');
  });

  it('lets the night bus before summer time run through the missing hour', () => {
    expect(instantIn('2026-03-28', 25.5 * HOUR)).toBe('2026-03-29T01:30:00+01:00');
    expect(instantIn('2026-03-28', 26.5 * HOUR)).toBe('2026-03-29T03:30:00+02:00');
  });

  it('keeps daytime at the printed clock time on the day summer time ends', () => {
    expect(instantIn('2026-10-25', 8 * HOUR)).toBe('2026-10-25T08:00:00+01:00');
    expect(instantIn('2026-10-25', 0)).toBe('2026-10-25T01:00:00+02:00');
  });

  it('tells the two hours apart that have the same clock time when summer time ends', () => {
    expect(instantIn('2026-10-24', 26.5 * HOUR)).toBe('2026-10-25T02:30:00+02:00');
    expect(instantIn('2026-10-24', 27.5 * HOUR)).toBe('2026-10-25T02:30:00+01:00');
  });
});

describe('serviceDatesFor', () => {
  const rangesAt = (clock: string, seconds: number, latestSecond?: number) =>
    serviceDatesFor(Temporal.ZonedDateTime.from(`${clock}[${BERLIN}]`).toInstant(), {
      zone: BERLIN,
      seconds,
      latestSecond,
    });

  it('looks at yesterday too, for its buses after midnight', () => {
    expect(rangesAt('2026-07-02T00:30', HOUR, 26 * HOUR)).toEqual([
      { date: '2026-07-01', fromSecond: 24.5 * HOUR, toSecond: 25.5 * HOUR },
      { date: '2026-07-02', fromSecond: 0.5 * HOUR, toSecond: 1.5 * HOUR },
    ]);
  });

  it('leaves yesterday out once its last bus has gone', () => {
    expect(rangesAt('2026-07-02T12:00', HOUR, 26 * HOUR)).toEqual([
      { date: '2026-07-02', fromSecond: 12 * HOUR, toSecond: 13 * HOUR },
    ]);
  });

  it('goes on into tomorrow when the stretch does', () => {
    expect(rangesAt('2026-07-02T23:30', HOUR, 24 * HOUR)).toEqual([
      { date: '2026-07-02', fromSecond: 23.5 * HOUR, toSecond: 24 * HOUR },
      { date: '2026-07-03', fromSecond: 0, toSecond: 0.5 * HOUR },
    ]);
  });

  it('looks back as many days as the longest trip lasts', () => {
    expect(rangesAt('2026-07-04T00:00', 0, 50 * HOUR).map(({ date }) => date)).toEqual([
      '2026-07-02',
      '2026-07-03',
      '2026-07-04',
    ]);
  });

  it('finds the service day that begins before midnight when summer time begins', () => {
    expect(rangesAt('2026-03-28T23:30', 0, 24 * HOUR)).toEqual([
      { date: '2026-03-28', fromSecond: 23.5 * HOUR, toSecond: 23.5 * HOUR },
      { date: '2026-03-29', fromSecond: 0.5 * HOUR, toSecond: 0.5 * HOUR },
    ]);
  });

  it.each(['2026-03-29T03:10', '2026-10-25T03:10', '2026-10-24T12:00'])(
    'answers ranges that lead back to the asked stretch at %s',
    (clock) => {
      const from = Temporal.ZonedDateTime.from(`${clock}[${BERLIN}]`).toInstant();
      const ranges = serviceDatesFor(from, { zone: BERLIN, seconds: HOUR });
      expect(ranges.length).toBeGreaterThan(1);
      for (const { date, fromSecond } of ranges) expect(toInstant(date, fromSecond, BERLIN).equals(from)).toBe(true);
    },
  );
});
