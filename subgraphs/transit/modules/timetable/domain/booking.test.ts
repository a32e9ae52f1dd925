import { describe, expect, it } from '@jest/globals';
import { type BookingRule, bookingDeadline, bookingOpensAt } from './booking.ts';

const EMPTY: BookingRule = {
  type: 'REAL_TIME',
  noticeMinMinutes: null,
  noticeMaxMinutes: null,
  lastDay: null,
  lastTime: null,
  startDay: null,
  startTime: null,
};
const BERLIN = 'Europe/Berlin';
/** Monday, 10:00. */
const ride = { date: '2026-07-06', seconds: 36_000, zone: BERLIN };
const inBerlin = (instant: Temporal.Instant | null) =>
  instant?.toZonedDateTimeISO(BERLIN).toPlainDateTime().toString({ smallestUnit: 'minute' }) ?? null;

describe('bookingDeadline', () => {
  it('is the ride itself when booking is in real time', () => {
    expect(inBerlin(bookingDeadline(EMPTY, ride))).toBe('2026-07-06T10:00');
  });

  it('is some minutes before on the same day', () => {
    expect(inBerlin(bookingDeadline({ ...EMPTY, type: 'SAME_DAY', noticeMinMinutes: 90 }, ride))).toBe(
      '2026-07-06T08:30',
    );
  });

  it('is a time on an earlier day', () => {
    const rule: BookingRule = { ...EMPTY, type: 'PRIOR_DAYS', lastDay: 1, lastTime: 64_800 };
    expect(inBerlin(bookingDeadline(rule, ride))).toBe('2026-07-05T18:00');
  });

  it('counts only service days when the rule says so', () => {
    const rule: BookingRule = { ...EMPTY, type: 'PRIOR_DAYS', lastDay: 2, lastTime: 64_800 };
    const isWeekday = (date: string) => Temporal.PlainDate.from(date).dayOfWeek <= 5;
    expect(inBerlin(bookingDeadline(rule, ride, isWeekday))).toBe('2026-07-02T18:00');
  });

  it('is unknown when the rule does not say enough or no day ever counts', () => {
    expect(bookingDeadline({ ...EMPTY, type: 'SAME_DAY' }, ride)).toBeNull();
    expect(bookingDeadline({ ...EMPTY, type: 'PRIOR_DAYS', lastDay: 1 }, ride)).toBeNull();
    expect(bookingDeadline({ ...EMPTY, type: 'PRIOR_DAYS', lastDay: 1, lastTime: 0 }, ride, () => false)).toBeNull();
  });
});

describe('bookingOpensAt', () => {
  it('counts back days or minutes, and has no bound without either', () => {
    expect(inBerlin(bookingOpensAt({ ...EMPTY, startDay: 14, startTime: 28_800 }, ride))).toBe('2026-06-22T08:00');
    expect(inBerlin(bookingOpensAt({ ...EMPTY, noticeMaxMinutes: 120 }, ride))).toBe('2026-07-06T08:00');
    expect(bookingOpensAt(EMPTY, ride)).toBeNull();
  });
});
