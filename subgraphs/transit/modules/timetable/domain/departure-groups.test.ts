import { describe, expect, it } from '@jest/globals';
import { groupDepartures, nextDepartures } from './departure-groups.ts';

const departure = (routeId: string, headsign: string, clock: string) => ({
  routeId,
  headsign,
  departsAt: Temporal.Instant.from(`2026-07-06T${clock}:00Z`),
});
const board = [
  departure('2', 'Seedorf', '08:30'),
  departure('1', 'Bahnhof', '08:20'),
  departure('1', 'Markt', '08:10'),
  departure('1', 'Bahnhof', '08:00'),
];

describe('groupDepartures', () => {
  it('groups by line and destination, the earliest group first', () => {
    const groups = groupDepartures(board);
    expect(groups.map(({ routeId, headsign, departures }) => [routeId, headsign, departures.length])).toEqual([
      ['1', 'Bahnhof', 2],
      ['1', 'Markt', 1],
      ['2', 'Seedorf', 1],
    ]);
  });

  it('keeps the first of each group', () => {
    expect(groupDepartures(board, 1)[0]?.departures).toEqual([departure('1', 'Bahnhof', '08:00')]);
  });

  it('does not mix lines whose names run together', () => {
    expect(groupDepartures([departure('1', '2 Markt', '08:00'), departure('1 2', 'Markt', '08:00')])).toHaveLength(2);
  });
});

describe('nextDepartures', () => {
  it('answers the next ones in order of time and none that have gone', () => {
    const next = nextDepartures(board, Temporal.Instant.from('2026-07-06T08:10:00Z'), 2);
    expect(next).toEqual([departure('1', 'Markt', '08:10'), departure('1', 'Bahnhof', '08:20')]);
  });
});
