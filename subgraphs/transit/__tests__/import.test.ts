import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { SYSTEM_VIEWER } from '../../../platform/database/index.ts';
import { demoFeedPath } from '../main.ts';
import { VERSION_TABLES } from '../migrations/0001-timetable.ts';
import { lines } from '../modules/timetable/gtfs/testing/make-feed.ts';
import { startTransit, type TransitHub } from './test-hub.ts';

const hubs: TransitHub[] = [];
let hub: TransitHub;
beforeEach(async () => {
  hub = await startTransit('2026-11-23T07:00:00+01:00');
  hubs.push(hub);
});
afterAll(async () => {
  for (const started of hubs) await started.stop();
});

async function ask<Row extends object>(sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: hub.adminUrl });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Rows of all tables, those of every version. */
async function rowCounts(): Promise<Record<string, number>> {
  const counts = VERSION_TABLES.map((table) => `(select count(*)::int from ${table}) as ${table}`);
  const [row] = await ask<Record<string, number>>(
    `select ${counts.join(', ')}, (select count(*)::int from feed_version) as versions`,
  );
  return row as Record<string, number>;
}

const shown = () =>
  hub.as().query('{ stops(first: 50) { id name departures(first: 5) { scheduledAt headsign line { id } } } }');

describe('an import', () => {
  it('reports what it read and is told in the log', async () => {
    const report = await hub.importFolder(demoFeedPath);
    expect(report).toMatchObject({
      feed: { id: 'musterhagen', timezone: 'Europe/Berlin' },
      errors: [],
      counts: { 'stops.txt': 15 },
    });
    const events = await ask(`select kind, state, version, party = subject as own, office, data from event`);
    expect(events).toEqual([
      {
        kind: 'FEED_IMPORTED',
        state: 'READY',
        version: 1,
        own: true,
        office: null,
        data: { feed: 'musterhagen', stops: 15, trips: 223 },
      },
    ]);
  });

  it('leaves statistics behind, so that the first traveller does not wait for a bad plan', async () => {
    await hub.importFolder(demoFeedPath);
    const [row] = await ask<{ rows: number }>(`select reltuples as rows from pg_class where relname = 'stop_time'`);
    expect(row?.rows).toBeGreaterThan(1000);
  });

  it('made twice shows the same and leaves one version', async () => {
    await hub.importFolder(demoFeedPath);
    const [first, counts] = [await shown(), await rowCounts()];
    await hub.importFolder(demoFeedPath);
    expect(await shown()).toEqual(first);
    expect(await rowCounts()).toEqual(counts);
    expect(counts).toMatchObject({ versions: 1 });
  });

  it.each([
    [
      'an unknown trip',
      {
        'stop_times.txt': lines(
          'trip_id,arrival_time,departure_time,stop_id,stop_sequence',
          'x,08:00:00,08:00:00,s1,1',
        ),
      },
    ],
    ['a missing file', { 'routes.txt': null }],
    ['a stop without a place', { 'stops.txt': lines('stop_id,stop_name,stop_lat,stop_lon', 's1,Markt,,') }],
  ])('changes nothing when the feed has %s', async (_, files) => {
    await hub.importFiles('town');
    const [before, counts] = [await shown(), await rowCounts()];
    await expect(hub.importFiles('town', files)).rejects.toMatchObject({ code: 'GTFS_INVALID' });
    expect(await shown()).toEqual(before);
    expect(await rowCounts()).toEqual(counts);
  });

  it('that was broken off shows nothing and is swept by the next one', async () => {
    await hub.importFiles('town');
    await ask(`
      insert into feed_version (feed, zone) values ('town', 'Europe/Berlin');
      insert into stop (version, number, public_id, name, kind, wheelchair, search_text)
        select max(id), 0, 'town:ghost', 'Geist', 'STOP', 'UNKNOWN', 'geist' from feed_version`);
    expect(await hub.as().query('{ stop(id: "town:ghost") { id } stops(search: "Geist") { id } }')).toEqual({
      stop: null,
      stops: [],
    });
    await hub.importFiles('town');
    expect(await rowCounts()).toMatchObject({ versions: 1, stop: 2 });
  });

  it('is overtaken when a newer import of the same feed begins', async () => {
    await ask(`create function overtake() returns trigger language plpgsql as $$ begin
        update feed_version set state = 'RETIRED' where state = 'WRITING'; return null; end $$;
      create trigger overtake after insert on trip for each statement execute function overtake()`);
    await expect(hub.importFiles('town')).rejects.toMatchObject({ code: 'IMPORT_OVERTAKEN' });
    expect(await hub.as().query('{ stops { id } }')).toEqual({ stops: [] });
  });

  it('keeps other feeds as they are, and lets feeds share a stop by its DHID', async () => {
    const shared = (name: string) => ({
      'stops.txt': lines(
        'stop_id,stop_name,stop_lat,stop_lon',
        `de:15999:77,${name},52.4,11.8`,
        's2,Bahnhof,52.41,11.81',
      ),
      'stop_times.txt': lines(
        'trip_id,arrival_time,departure_time,stop_id,stop_sequence',
        't,08:00:00,08:00:00,de:15999:77,1',
        't,08:10:00,08:10:00,s2,2',
      ),
    });
    await hub.importFiles('east', shared('Grenze'));
    await hub.importFiles('west', shared('Grenze (West)'));
    const { stops } = await hub
      .as()
      .query<{ stops: { departures: { line: { id: string } }[] }[] }>(
        '{ stops(search: "Grenze") { id name lines { id } departures(first: 2) { line { id } } } }',
      );
    expect(stops).toMatchObject([{ id: 'de:15999:77', name: 'Grenze', lines: [{ id: 'east:r' }, { id: 'west:r' }] }]);
    expect(stops[0]?.departures.map(({ line }) => line.id).sort()).toEqual(['east:r', 'west:r']);
  });

  it('is written by the hub alone', async () => {
    await hub.importFiles('town');
    const { database } = hub.running;
    const write = (viewer: Parameters<typeof database.unitOfWork>[0]) =>
      database.unitOfWork(viewer, ({ sql }) => sql`delete from stop`);
    const citizen = { role: 'v_citizen', self: null, parties: [], offices: [] } as const;
    await expect(write(citizen)).rejects.toThrow('permission denied');
    await expect(write({ ...citizen, role: 'v_public' })).rejects.toThrow('permission denied');
    await expect(write({ ...citizen, role: 'v_staff' })).rejects.toThrow('permission denied');
    await write(SYSTEM_VIEWER);
    expect(await hub.as().query('{ stops { id } }')).toEqual({ stops: [] });
  });
});
