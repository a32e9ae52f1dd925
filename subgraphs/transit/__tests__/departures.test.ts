import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { recordStatements } from '../../../platform/testing/statements.ts';
import { demoFeedPath } from '../main.ts';
import { lines } from '../modules/timetable/gtfs/testing/make-feed.ts';
import { startTransit, type TransitHub } from './test-hub.ts';

const FLEX = join(import.meta.dirname, '..', 'modules', 'timetable', 'gtfs', '__fixtures__', 'brandenburg');

interface Row {
  line: { name: string };
  headsign: string | null;
  scheduledAt: string;
  platform: string | null;
  onDemand: boolean;
  window: { from: string; to: string } | null;
  bookingRule: { type: string; latestBookingAt: string | null; message: string; phone: string; url: string } | null;
  wheelchairBoarding: string;
}

const BOARD = `query ($id: ID!, $at: DateTime, $first: Int) {
  stop(id: $id) {
    departures(at: $at, first: $first) {
      id line { name } headsign scheduledAt platform onDemand wheelchairBoarding window { from to }
      bookingRule { type noticeMinutes latestBookingAt earliestBookingAt message phone url }
    }
  }
}`;

let hub: TransitHub;
beforeAll(async () => {
  hub = await startTransit('2026-11-23T07:00:00+01:00');
  await hub.importFolder(demoFeedPath);
  await hub.importFolder(FLEX);
});
afterAll(() => hub.stop());

const board = async (id: string, at?: string, first?: number): Promise<Row[]> => {
  const { stop } = await hub.as().query<{ stop: { departures: Row[] } }>(BOARD, { id, at, first });
  return stop.departures;
};

/** Departure times on the clock of Berlin. */
const clocks = (rows: readonly Row[]): string[] =>
  rows.map(({ scheduledAt }) =>
    Temporal.Instant.from(scheduledAt)
      .toZonedDateTimeISO('Europe/Berlin')
      .toPlainDateTime()
      .toString({ smallestUnit: 'minute' }),
  );

describe('the departures of a stop', () => {
  it('come in order of time from the asked moment on, timed and on demand', async () => {
    const rows = await board('de:15999:1001', '2026-11-23T12:00:00+01:00', 20);
    expect(rows).toHaveLength(20);
    expect(rows.every(({ scheduledAt }) => scheduledAt >= '2026-11-23T11:00:00.000Z')).toBe(true);
    expect(rows.map(({ scheduledAt }) => scheduledAt)).toEqual(rows.map(({ scheduledAt }) => scheduledAt).sort());
    expect(new Set(rows.map(({ onDemand }) => onDemand))).toEqual(new Set([true, false]));
  });

  it('begin now when no moment is named', async () => {
    const [first] = await board('de:15999:1001', undefined, 1);
    expect(first?.scheduledAt).toMatch(/^2026-11-23T06:/);
  });

  it('of a station are those of all its platforms, each with its sign', async () => {
    const station = await board('de:15999:1001', '2026-11-23T12:00:00+01:00', 30);
    expect(new Set(station.map(({ platform }) => platform))).toEqual(new Set(['1', '2', null]));
    const platform = await board('de:15999:1001:1:1', '2026-11-23T12:00:00+01:00', 30);
    expect(new Set(platform.map((row) => row.platform))).toEqual(new Set(['1']));
  });

  it('leave out a bus that ends here', async () => {
    const rows = await board('de:15999:1006', '2026-11-23T12:00:00+01:00', 30);
    const timed = rows.filter(({ onDemand }) => !onDemand);
    expect(timed.length).toBeGreaterThan(0);
    expect(timed.map(({ headsign }) => headsign)).not.toContain('Musterhagen, Waldsiedlung');
  });

  it('follow the calendar: no working-day bus on a holiday', async () => {
    const monday = clocks(
      (await board('de:15999:1002', '2026-12-21T04:00:00+01:00', 100)).filter((row) => !row.onDemand),
    );
    const christmas = clocks(
      (await board('de:15999:1002', '2026-12-25T04:00:00+01:00', 100)).filter((row) => !row.onDemand),
    );
    const onDay = (times: string[], day: string) => times.filter((time) => time.startsWith(day)).length;
    expect(onDay(christmas, '2026-12-25')).toBeGreaterThan(0);
    expect(onDay(christmas, '2026-12-25')).toBeLessThan(onDay(monday, '2026-12-21'));
  });

  it.each([
    ['first: 0', '2026-11-23T12:00:00Z', 0],
    ['first: 101', '2026-11-23T12:00:00Z', 101],
    ['a moment out of range', '9000-01-01T00:00:00Z', 1],
  ])('are refused for %s', async (_, at, first) => {
    expect(await hub.as().ask(BOARD, { id: 'de:15999:1001', at, first })).toMatchObject({
      data: { stop: { departures: null } },
      errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
    });
  });

  it('cost three statements for a list of stops, however long', async () => {
    const count = async (first: number) => {
      const document = `{ stops(first: ${first}) { id departures(first: 3) { line { name } scheduledAt } } }`;
      return (await recordStatements(() => hub.as().query(document))).statements.length;
    };
    expect([await count(1), await count(20)]).toEqual([3, 3]);
  });
});

describe('an on-demand bus', () => {
  const rufbus = (rows: readonly Row[]) => rows.filter(({ onDemand }) => onDemand);

  it('stands on the board with its window, its rule and the telephone number', async () => {
    const rows = await board('de:12073:900340004::1', '2023-06-05T18:00:00+02:00', 3);
    expect(rows[0]).toMatchObject({
      line: { name: '476' },
      onDemand: true,
      scheduledAt: '2023-06-05T17:00:00.000Z',
      window: { from: '2023-06-05T15:30:00.000Z', to: '2023-06-05T20:00:00.000Z' },
      bookingRule: {
        type: 'SAME_DAY',
        noticeMinutes: 60,
        latestBookingAt: '2023-06-05T19:00:00.000Z',
        message: expect.stringContaining('mind. 60min vorher'),
        phone: '+49 3332 442 755',
        url: 'https://uvg-online.com/rufbus-angermuende/',
      },
    });
  });

  it('serves the station and the group as it serves the platform', async () => {
    const ids = ['de:12073:900340004', 'de:12073:900340004::1', 'brandenburg:flex-476-stops'];
    const boards = await Promise.all(ids.map((id) => board(id, '2023-06-05T18:00:00+02:00', 5)));
    expect(boards[0]).toHaveLength(5);
    expect(boards[1]).toEqual(boards[0]);
    expect(boards[2]).toEqual(boards[0]);
  });

  it('waits for its next window when a ride cannot be booked any more', async () => {
    const [first] = await board('de:12073:900340004::1', '2023-06-05T21:30:00+02:00', 1);
    expect(first?.window?.from).toBe('2023-06-06T15:30:00.000Z');
  });

  it('runs as on weekends on a holiday', async () => {
    const [first] = await board('de:12073:900340004::1', '2023-05-29T06:00:00+02:00', 1);
    expect(first?.window?.from).toBe('2023-05-29T06:00:00.000Z');
  });

  it('offers the open window, else the next', async () => {
    const offers = `query ($id: ID!, $at: DateTime) { stop(id: $id) { onDemand(at: $at) {
      state line { name } window { from to } earliestPickupAt bookingRule { phone } } } }`;
    const ask = async (at: string) =>
      (await hub.as().query<{ stop: { onDemand: object[] } }>(offers, { id: 'de:12073:900340004', at })).stop.onDemand;
    expect(await ask('2023-06-05T18:00:00+02:00')).toMatchObject([
      {
        state: 'OPEN',
        line: { name: '476' },
        earliestPickupAt: '2023-06-05T17:00:00.000Z',
        bookingRule: { phone: '+49 3332 442 755' },
      },
    ]);
    expect(await ask('2023-06-05T10:00:00+02:00')).toMatchObject([
      { state: 'LATER', window: { from: '2023-06-05T15:30:00.000Z', to: '2023-06-05T20:00:00.000Z' } },
    ]);
    expect(await ask('2024-06-05T10:00:00+02:00')).toEqual([]);
  });

  it('that is booked the day before drops out when the deadline has passed', async () => {
    const days = async (at: string) =>
      rufbus(await board('musterhagen:seedorf-badestelle', at, 100))
        .filter(({ bookingRule }) => bookingRule?.type === 'PRIOR_DAYS')
        .map(({ window }) => window?.from.slice(0, 10));
    expect(await days('2026-11-27T17:00:00+01:00')).toContain('2026-11-28');
    expect(await days('2026-11-27T19:00:00+01:00')).not.toContain('2026-11-28');
  });
});

describe('the small hours and the nights when clocks change', () => {
  const NIGHT = {
    'trips.txt': lines('route_id,service_id,trip_id,trip_headsign', 'r,daily,night,Nacht', 'r,daily,day,Tag'),
    'stop_times.txt': lines(
      'trip_id,arrival_time,departure_time,stop_id,stop_sequence',
      'night,25:30:00,25:30:00,s1,1',
      'night,25:40:00,25:40:00,s2,2',
      'day,08:00:00,08:00:00,s1,1',
      'day,08:10:00,08:10:00,s2,2',
    ),
    'calendar.txt': lines(
      'service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date',
      'daily,1,1,1,1,1,1,1,20260101,20261231',
    ),
  };
  beforeAll(() => hub.importFiles('night', NIGHT).then(() => undefined));

  it('show the bus of yesterday that leaves after midnight', async () => {
    expect(clocks(await board('night:s1', '2026-06-10T00:30:00+02:00', 2))).toEqual([
      '2026-06-10T01:30',
      '2026-06-10T08:00',
    ]);
  });

  it('end with the service day, not with the calendar day', async () => {
    expect(clocks(await board('night:s1', '2027-01-01T00:10:00+01:00', 5))).toEqual(['2027-01-01T01:30']);
  });

  it('keep daytime departures at their clock time in spring, when an hour is missing', async () => {
    const rows = await board('night:s1', '2026-03-28T07:30:00+01:00', 4);
    expect(clocks(rows)).toEqual(['2026-03-28T08:00', '2026-03-29T01:30', '2026-03-29T08:00', '2026-03-30T01:30']);
    expect(rows[2]?.scheduledAt).toBe('2026-03-29T06:00:00.000Z');
  });

  it('keep daytime departures at their clock time in autumn, when an hour comes twice', async () => {
    const rows = await board('night:s1', '2026-10-24T07:30:00+02:00', 4);
    expect(clocks(rows)).toEqual(['2026-10-24T08:00', '2026-10-25T01:30', '2026-10-25T08:00', '2026-10-26T01:30']);
    expect(rows[2]?.scheduledAt).toBe('2026-10-25T07:00:00.000Z');
  });
});

describe('a trip that repeats', () => {
  it('leaves at every headway and ends before the end of the headway', async () => {
    await hub.importFiles('takt', {
      'frequencies.txt': lines('trip_id,start_time,end_time,headway_secs', 't,06:00:00,07:00:00,1200'),
    });
    expect(clocks(await board('takt:s1', '2026-06-10T05:00:00+02:00', 4))).toEqual([
      '2026-06-10T06:00',
      '2026-06-10T06:20',
      '2026-06-10T06:40',
      '2026-06-11T06:00',
    ]);
  });
});

describe('notice in service days', () => {
  it('counts only days on which the named service runs', async () => {
    await hub.importFiles('notice', {
      'booking_rules.txt': lines(
        'booking_rule_id,booking_type,prior_notice_last_day,prior_notice_last_time,prior_notice_service_id',
        'b,2,1,12:00:00,weekdays',
      ),
      'stop_times.txt': lines(
        'trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,pickup_booking_rule_id',
        't,08:00:00,08:00:00,s1,1,2,b',
        't,08:10:00,08:10:00,s2,2,0,',
      ),
    });
    const [row] = await board('notice:s1', '2026-06-13T08:00:00+02:00', 1);
    expect(row).toMatchObject({
      onDemand: true,
      window: null,
      scheduledAt: '2026-06-15T06:00:00.000Z',
      bookingRule: { type: 'PRIOR_DAYS', latestBookingAt: '2026-06-12T10:00:00.000Z' },
    });
  });
});
