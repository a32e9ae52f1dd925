import { describe, expect, it } from '@jest/globals';
import { serviceRunsOn, weekdayBit } from './service-calendar.ts';

const weekdays = { weekdays: 0b0011111, startDate: '2026-01-01', endDate: '2026-12-31' };

describe('serviceRunsOn', () => {
  it('follows the days of the week', () => {
    expect(serviceRunsOn(weekdays, [], '2026-07-03')).toBe(true);
    expect(serviceRunsOn(weekdays, [], '2026-07-04')).toBe(false);
  });

  it('includes the first and the last day and none beyond', () => {
    const dates = ['2025-12-31', '2026-01-01', '2026-12-31', '2027-01-01'];
    expect(dates.map((date) => serviceRunsOn(weekdays, [], date))).toEqual([false, true, true, false]);
  });

  it('lets an exception win over the calendar', () => {
    const exceptions = [
      { date: '2026-05-01', kind: 'REMOVED' as const },
      { date: '2026-05-02', kind: 'ADDED' as const },
    ];
    expect(serviceRunsOn(weekdays, exceptions, '2026-05-01')).toBe(false);
    expect(serviceRunsOn(weekdays, exceptions, '2026-05-02')).toBe(true);
  });

  it('runs by exceptions alone when there is no calendar', () => {
    const exceptions = [{ date: '2026-05-02', kind: 'ADDED' as const }];
    expect(serviceRunsOn(null, exceptions, '2026-05-02')).toBe(true);
    expect(serviceRunsOn(null, exceptions, '2026-05-03')).toBe(false);
  });

  it('counts Monday as the lowest bit and Sunday as the highest', () => {
    expect([weekdayBit('2026-07-06'), weekdayBit('2026-07-05')]).toEqual([1, 64]);
  });
});
