import { describe, expect, it } from '@jest/globals';
import type { BookingRule } from './booking.ts';
import { availabilityAt, type OnDemandWindow } from './on-demand.ts';

const BERLIN = 'Europe/Berlin';
const HOUR = 3600;
const rule = (part: Partial<BookingRule>): BookingRule => ({
  type: 'REAL_TIME',
  noticeMinMinutes: null,
  noticeMaxMinutes: null,
  lastDay: null,
  lastTime: null,
  startDay: null,
  startTime: null,
  ...part,
});
const hourBefore = rule({ type: 'SAME_DAY', noticeMinMinutes: 60 });
const dayBefore = rule({ type: 'PRIOR_DAYS', lastDay: 1, lastTime: 18 * HOUR });
const windowOn = (serviceDate: string, bookingRule: BookingRule | null): OnDemandWindow => ({
  serviceDate,
  zone: BERLIN,
  startSecond: 8 * HOUR,
  endSecond: 20 * HOUR,
  rule: bookingRule,
});
const at = (clock: string) => Temporal.ZonedDateTime.from(`${clock}[${BERLIN}]`).toInstant();
const days = (bookingRule: BookingRule | null) => ['2026-07-07', '2026-07-06'].map((day) => windowOn(day, bookingRule));

describe('availabilityAt', () => {
  it('is open in the window, the earliest ride being one notice away', () => {
    expect(availabilityAt(days(hourBefore), at('2026-07-06T12:00'))).toMatchObject({
      state: 'OPEN',
      window: { serviceDate: '2026-07-06' },
      earliestPickupAt: at('2026-07-06T13:00'),
      bookBy: at('2026-07-06T19:00'),
    });
  });

  it('names the next window before it opens', () => {
    expect(availabilityAt(days(hourBefore), at('2026-07-06T05:00'))).toMatchObject({
      state: 'LATER',
      earliestPickupAt: at('2026-07-06T08:00'),
    });
  });

  it('goes on to the next day when the notice no longer fits into the window', () => {
    expect(availabilityAt(days(hourBefore), at('2026-07-06T19:01'))).toMatchObject({
      state: 'LATER',
      window: { serviceDate: '2026-07-07' },
    });
  });

  it('passes over a window that had to be booked the day before', () => {
    expect(availabilityAt(days(dayBefore), at('2026-07-06T12:00'))).toMatchObject({
      state: 'LATER',
      window: { serviceDate: '2026-07-07' },
      bookBy: at('2026-07-06T18:00'),
    });
  });

  it('has nothing left after the last window', () => {
    expect(availabilityAt(days(null), at('2026-07-07T20:01'))).toEqual({ state: 'NONE' });
  });

  it('needs no notice where the feed names no rule', () => {
    expect(availabilityAt(days(null), at('2026-07-06T12:00'))).toMatchObject({
      state: 'OPEN',
      earliestPickupAt: at('2026-07-06T12:00'),
    });
  });
});
