import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StreamMessage } from '../../../platform/subgraph/index.ts';
import { lines } from '../modules/timetable/gtfs/testing/make-feed.ts';
import { startTransit, type TransitHub } from './test-hub.ts';

const LIVE = 'subscription ($id: ID!) { departures(stopId: $id) { scheduledAt line { name } } }';
type Stream = AsyncGenerator<StreamMessage, void, undefined>;

/** Stop times at one stop, at these clock times. */
const timesAt = (...clocks: string[]) => ({
  'trips.txt': lines('route_id,service_id,trip_id', ...clocks.map((_, trip) => `r,weekdays,t${trip}`)),
  'stop_times.txt': lines(
    'trip_id,arrival_time,departure_time,stop_id,stop_sequence',
    ...clocks.flatMap((clock, trip) => [`t${trip},${clock},${clock},s1,1`, `t${trip},23:59:00,23:59:00,s2,2`]),
  ),
});

let hub: TransitHub;
beforeAll(async () => {
  hub = await startTransit('2026-06-12T07:00:00+02:00', { TRANSIT_BOARD_INTERVAL_MS: '20' });
});
afterAll(() => hub.stop());

/** The next list, past the bookmarks that only move the cursor. */
async function nextBoard(stream: Stream): Promise<{ times: string[]; cursor: string }> {
  for (;;) {
    const { value } = await stream.next();
    const departures = value?.data?.departures as { scheduledAt: string }[] | undefined;
    if (departures)
      return {
        times: departures.map(({ scheduledAt }) => scheduledAt.slice(0, 16)),
        cursor: String(value?.extensions?.cursor),
      };
  }
}

describe('a live board', () => {
  it('shows the list now, again when a bus has left, and again after an import', async () => {
    await hub.importFiles('live', timesAt('08:00:00', '09:00:00'));
    hub.setNow('2026-06-12T07:00:00+02:00');
    const stream = hub.as().subscribe(LIVE, { id: 'live:s1' });
    expect((await nextBoard(stream)).times.slice(0, 2)).toEqual(['2026-06-12T06:00', '2026-06-12T07:00']);
    hub.setNow('2026-06-12T08:30:00+02:00');
    expect((await nextBoard(stream)).times[0]).toBe('2026-06-12T07:00');
    await hub.importFiles('live', timesAt('11:00:00'));
    expect((await nextBoard(stream)).times[0]).toBe('2026-06-12T09:00');
    await stream.return();
  });

  it('is silent while nothing changes, and after its cursor shows nothing twice', async () => {
    await hub.importFiles('quiet', timesAt('08:00:00'));
    hub.setNow('2026-06-12T07:00:00+02:00');
    const stream = hub.as().subscribe(LIVE, { id: 'quiet:s1' });
    const { cursor } = await nextBoard(stream);
    await stream.return();
    hub.setNow('2026-06-12T07:10:00+02:00');
    const resumed = hub.as().subscribe(LIVE, { id: 'quiet:s1' }, cursor);
    const messages = [(await resumed.next()).value, (await resumed.next()).value];
    expect(messages).toEqual([
      { extensions: { cursor: expect.any(String) } },
      { extensions: { cursor: expect.any(String) } },
    ]);
    hub.setNow('2026-06-12T08:10:00+02:00');
    expect((await nextBoard(resumed)).times[0]).toBe('2026-06-15T06:00');
    await resumed.return();
  });

  it('of an unknown stop ends with NOT_FOUND', async () => {
    const stream = hub.as().subscribe(LIVE, { id: 'none' });
    expect((await stream.next()).value).toMatchObject({ data: null, errors: [{ extensions: { code: 'NOT_FOUND' } }] });
    expect((await stream.next()).done).toBe(true);
  });
});
