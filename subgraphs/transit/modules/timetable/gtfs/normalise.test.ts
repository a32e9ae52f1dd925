import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { normalise } from './normalise.ts';
import { memorySource } from './source/gtfs-source.ts';
import { readGtfs } from './source/read-gtfs.ts';
import { collect } from './testing/collect.ts';
import { lines, makeFeed } from './testing/make-feed.ts';

const normaliseFiles = (changes: Record<string, string | null> = {}) => normalise(memorySource(makeFeed(changes)));
const brandenburg = async () => normalise(await readGtfs(join(import.meta.dirname, '__fixtures__', 'brandenburg')));

describe('normalise', () => {
  it('reads times as seconds, dates as ISO days and coordinates as numbers', async () => {
    const feed = await normaliseFiles();
    expect((await collect(feed.stopTimes()))[1]).toMatchObject({ departure: 29_400, stopId: 's2', pickup: 'REGULAR' });
    expect(feed.tables.calendars).toMatchObject([{ weekdays: 31, startDate: '2026-01-01', endDate: '2026-12-31' }]);
    expect(feed.tables.stops[0]).toMatchObject({ latitude: 52.4, longitude: 11.8 });
  });

  it('keeps times past 24 hours and names the highest', async () => {
    const times = lines('trip_id,arrival_time,departure_time,stop_id,stop_sequence', 't,25:10:00,,s1,1', 't,,,s2,2');
    const feed = await normaliseFiles({ 'stop_times.txt': times });
    expect(await collect(feed.stopTimes())).toMatchObject([
      { arrival: 90_600, departure: 90_600 },
      { arrival: null, departure: null },
    ]);
    expect(feed.report().feed.latestSecond).toBe(90_600);
  });

  it('reads byte order mark, quotes, CRLF, trailing blanks and columns it does not know', async () => {
    const stops =
      '\uFEFFstop_id ,"stop_name",moon_phase,stop_lat,stop_lon \r\ns1 ,"Markt, ""Alter"" Teil",full, 52.4,11.8 \r\n\r\ns2,Bahnhof,,52.41,11.81\r\n';
    const feed = await normaliseFiles({ 'stops.txt': stops });
    expect(feed.tables.stops).toMatchObject([
      { line: 2, stopId: 's1', name: 'Markt, "Alter" Teil', longitude: 11.8 },
      { line: 4, stopId: 's2' },
    ]);
    expect(feed.report()).toMatchObject({ errors: [], warnings: [] });
  });

  it('fills name and access of a platform from its station', async () => {
    const stops = lines(
      'stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station,wheelchair_boarding',
      'h,Bahnhof,52.4,11.8,1,,1',
      's1,,52.4,11.8,0,h,',
      's2,Markt,52.4,11.8,0,,',
    );
    const feed = await normaliseFiles({ 'stops.txt': stops });
    expect(feed.tables.stops[1]).toMatchObject({ name: 'Bahnhof', wheelchair: 'POSSIBLE', parentId: 'h' });
  });

  it('knows services that live by single dates alone', async () => {
    const dates = lines('service_id,date,exception_type', 'weekdays,20260704,1', 'weekdays,20260705,1');
    const feed = await normaliseFiles({ 'calendar.txt': null, 'calendar_dates.txt': dates });
    expect(feed.report()).toMatchObject({ errors: [], feed: { validFrom: '2026-07-04', validTo: '2026-07-05' } });
    expect(await collect(feed.calendarDates())).toMatchObject([{ kind: 'ADDED', date: '2026-07-04' }, {}]);
  });

  it('leaves out transfers that lead nowhere', async () => {
    const transfers = lines('from_stop_id,to_stop_id,transfer_type,min_transfer_time', 's1,s2,2,120', 's1,gone,0,');
    const feed = await normaliseFiles({ 'transfers.txt': transfers });
    expect(await collect(feed.transfers())).toMatchObject([{ toStopId: 's2', type: 'MINIMUM_TIME', minSeconds: 120 }]);
    expect(feed.report().warningCounts).toEqual({ GTFS_REFERENCE_DANGLING: 1 });
  });

  it('reads headways', async () => {
    const frequencies = lines('trip_id,start_time,end_time,headway_secs', 't,06:00:00,09:00:00,600');
    const feed = await normaliseFiles({ 'frequencies.txt': frequencies });
    expect(await collect(feed.frequencies())).toMatchObject([{ startTime: 21_600, headwaySeconds: 600, exact: false }]);
  });

  it('can stream the same file twice without reporting twice', async () => {
    const feed = await normaliseFiles();
    const first = await collect(feed.stopTimes());
    expect(await collect(feed.stopTimes())).toEqual(first);
    expect(feed.report().counts['stop_times.txt']).toBe(2);
  });
});

describe('on-demand services', () => {
  const flexTimes = (columns: string, row: string) =>
    lines(`trip_id,stop_sequence,${columns},pickup_type,drop_off_type,pickup_booking_rule_id`, `t,1,${row},2,2,rule`);
  const rules = lines(
    'booking_rule_id,booking_type,prior_notice_duration_min,phone_number',
    'rule,1,60,+49 3935 000 1',
  );

  it('reads groups in the spelling of today', async () => {
    const feed = await normaliseFiles({
      'stop_times.txt': flexTimes(
        'location_group_id,start_pickup_drop_off_window,end_pickup_drop_off_window',
        'g,08:00:00,20:00:00',
      ),
      'location_groups.txt': lines('location_group_id,location_group_name', 'g,Dörfer'),
      'location_group_stops.txt': lines('location_group_id,stop_id', 'g,s1', 'g,s2', 'g,s2'),
      'booking_rules.txt': rules,
    });
    expect(await collect(feed.stopTimes())).toMatchObject([
      { groupId: 'g', stopId: null, windowStart: 28_800, windowEnd: 72_000, pickupRuleId: 'rule', pickup: 'PHONE' },
    ]);
    expect(feed.tables.members).toEqual([
      { groupId: 'g', stopId: 's1', areaId: null },
      { groupId: 'g', stopId: 's2', areaId: null },
    ]);
    expect(feed.report()).toMatchObject({ errors: [], warnings: [], feed: { draftFlex: false } });
  });

  it('reads areas with name and geometry', async () => {
    const square = [
      [
        [11, 52],
        [12, 52],
        [12, 53],
        [11, 53],
        [11, 52],
      ],
    ];
    const feature = {
      type: 'Feature',
      id: 'z',
      properties: { stop_name: 'Umland' },
      geometry: { type: 'Polygon', coordinates: square },
    };
    const feed = await normaliseFiles({
      'stop_times.txt': flexTimes(
        'location_id,start_pickup_drop_off_window,end_pickup_drop_off_window',
        'z,08:00:00,20:00:00',
      ),
      'locations.geojson': JSON.stringify({ type: 'FeatureCollection', features: [feature] }),
      'booking_rules.txt': rules,
    });
    expect(await collect(feed.stopTimes())).toMatchObject([{ areaId: 'z' }]);
    expect(feed.tables.areas).toEqual([{ id: 'z', name: 'Umland', description: null, polygons: [square] }]);
    expect(feed.report()).toMatchObject({ errors: [], counts: { 'locations.geojson': 1 } });
  });

  it('reads a real feed in the draft spelling into the same form', async () => {
    const feed = await brandenburg();
    const times = await collect(feed.stopTimes());
    expect(times[0]).toMatchObject({ groupId: 'flex-476-stops', stopId: null, windowStart: 63_000, windowEnd: 79_200 });
    expect(feed.tables.groups[0]).toEqual({
      groupId: 'flex-476-stops',
      name: 'durch den RufBus 476 bedientes Gebiet im Raum Angermünde',
    });
    expect(feed.tables.members.filter(({ groupId }) => groupId === 'flex-476-stops')).toHaveLength(14);
    expect(feed.tables.routes[0]).toMatchObject({ type: 715, mode: 'ON_DEMAND_BUS' });
    expect(feed.report()).toMatchObject({ errors: [], feed: { id: 'bbnavi-flex-delfi-bb', draftFlex: true } });
  });

  it('warns where the real feed names stations that it does not contain', async () => {
    expect((await brandenburg()).report().warningCounts).toEqual({ GTFS_REFERENCE_DANGLING: 5 });
  });
});
