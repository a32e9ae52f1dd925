import { describe, expect, it } from '@jest/globals';
import { type TimetableEntry, toBoard, toOffers } from './board.ts';

const AT = Temporal.Instant.from('2026-06-10T06:00:00Z');

const entry = (key: string, changes: Partial<TimetableEntry<string>> = {}): TimetableEntry<string> => ({
  key,
  line: 'Linie 1',
  lineId: '1',
  headsign: null,
  platform: null,
  date: '2026-06-10',
  zone: 'Europe/Berlin',
  departure: 9 * 3600,
  windowStart: null,
  windowEnd: null,
  byPhone: false,
  rule: null,
  stopAccess: 'POSSIBLE',
  tripAccess: 'POSSIBLE',
  ...changes,
});
const window = (key: string, from: number, to: number, changes: Partial<TimetableEntry<string>> = {}) =>
  entry(key, { departure: null, windowStart: from * 3600, windowEnd: to * 3600, lineId: key, ...changes });

describe('a departure board', () => {
  it('mixes timed and on-demand departures in order of time', () => {
    const board = toBoard(
      [entry('late', { departure: 12 * 3600 }), window('rufbus', 7, 20), entry('soon'), window('noon', 10, 14)],
      AT,
      3,
    );
    expect(board.map(({ key }) => key)).toEqual(['rufbus', 'soon', 'noon']);
  });

  it('begins a ride in an open window at the asked moment', () => {
    const [row] = toBoard([window('rufbus', 7, 20)], AT, 1);
    expect(row).toMatchObject({
      onDemand: true,
      departsAt: AT,
      window: { from: Temporal.Instant.from('2026-06-10T05:00:00Z') },
    });
  });

  it('leaves out what is over', () => {
    expect(toBoard([window('gone', 5, 7), entry('past', { departure: 7 * 3600 })], AT, 9)).toEqual([]);
  });

  it('is step-free only where stop and vehicle are', () => {
    expect(toBoard([entry('a', { tripAccess: 'NOT_POSSIBLE' })], AT, 1)[0]?.access).toBe('NOT_POSSIBLE');
  });
});

describe('on-demand offers', () => {
  it('are one for each line: the open window before the next', () => {
    const today = window('a', 7, 20, { lineId: 'r' });
    const tomorrow = window('b', 7, 20, { lineId: 'r', date: '2026-06-11' });
    const offers = toOffers([tomorrow, today, entry('timed'), window('c', 12, 13, { lineId: 's' })], AT);
    expect(offers.map(({ key, state }) => [key, state])).toEqual([
      ['a', 'OPEN'],
      ['c', 'LATER'],
    ]);
  });
});
