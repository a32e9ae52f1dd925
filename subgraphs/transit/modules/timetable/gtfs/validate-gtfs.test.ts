import { describe, expect, it } from '@jest/globals';
import { normalise } from './normalise.ts';
import { memorySource } from './source/gtfs-source.ts';
import { lines, makeFeed } from './testing/make-feed.ts';
import { validateGtfs } from './validate-gtfs.ts';

const reportOn = (changes: Record<string, string | Uint8Array | null>) => {
  const texts = Object.entries(changes).filter(
    (change): change is [string, string | null] => !(change[1] instanceof Uint8Array),
  );
  const bytes = Object.entries(changes).filter(
    (change): change is [string, Uint8Array] => change[1] instanceof Uint8Array,
  );
  return validateGtfs(memorySource({ ...makeFeed(Object.fromEntries(texts)), ...Object.fromEntries(bytes) }));
};
const TIMES = 'trip_id,arrival_time,departure_time,stop_id,stop_sequence';
const STOPS = 'stop_id,stop_name,stop_lat,stop_lon';
const FLEX =
  'trip_id,stop_sequence,stop_id,arrival_time,start_pickup_drop_off_window,end_pickup_drop_off_window,pickup_type,drop_off_type';
const DRAFT = FLEX.replaceAll('drop_off_window', 'dropoff_window');

type Case = [title: string, changes: Record<string, string | null>, error: Record<string, unknown>];

const missing: Case[] = ['agency.txt', 'stops.txt', 'routes.txt', 'trips.txt', 'stop_times.txt', 'calendar.txt'].map(
  (file) => [
    `no ${file}`,
    { [file]: null },
    { code: 'GTFS_FILE_MISSING', file, line: null, message: expect.stringContaining(file) },
  ],
);

const columns: Case[] = [
  [
    'a missing column',
    { 'stops.txt': lines('stop_name,stop_lat,stop_lon', 'Markt,52,11') },
    { code: 'GTFS_COLUMN_MISSING', file: 'stops.txt', line: 1, field: 'stop_id' },
  ],
  ['an empty file', { 'routes.txt': '' }, { code: 'GTFS_COLUMN_MISSING', file: 'routes.txt', field: 'route_id' }],
  [
    'an empty required value',
    { 'stops.txt': lines(STOPS, 's1,Markt,52,11', ',Bahnhof,52,11') },
    { code: 'GTFS_VALUE_MISSING', line: 3, field: 'stop_id' },
  ],
  [
    'a stop without position',
    { 'stops.txt': lines(STOPS, 's1,Markt,52,11', 's2,Bahnhof,,11') },
    { code: 'GTFS_VALUE_MISSING', line: 3, field: 'stop_lat' },
  ],
  [
    'no agency at all',
    { 'agency.txt': lines('agency_id,agency_name,agency_timezone') },
    { code: 'GTFS_VALUE_MISSING', file: 'agency.txt' },
  ],
];

const values: Case[] = [
  [
    'a time that is none',
    { 'stop_times.txt': lines(TIMES, 't,8:60:00,,s1,1') },
    { code: 'GTFS_VALUE_INVALID', line: 2, field: 'arrival_time' },
  ],
  [
    'a day that does not exist',
    { 'calendar_dates.txt': lines('service_id,date,exception_type', 'weekdays,20260231,1') },
    { code: 'GTFS_VALUE_INVALID', line: 2, field: 'date' },
  ],
  [
    'a latitude beyond the pole',
    { 'stops.txt': lines(STOPS, 's1,Markt,91,11') },
    { code: 'GTFS_VALUE_INVALID', line: 2, field: 'stop_lat' },
  ],
  [
    'a longitude beyond the date line',
    { 'stops.txt': lines(STOPS, 's1,Markt,52,181') },
    { code: 'GTFS_VALUE_INVALID', field: 'stop_lon' },
  ],
  [
    'an unknown code',
    { 'stops.txt': lines(`${STOPS},location_type`, 's1,Markt,52,11,9') },
    { code: 'GTFS_VALUE_INVALID', field: 'location_type' },
  ],
  [
    'a name from the prototype as code',
    { 'stops.txt': lines(`${STOPS},location_type`, 's1,Markt,52,11,constructor') },
    { code: 'GTFS_VALUE_INVALID', field: 'location_type' },
  ],
  [
    'an unknown route type',
    { 'routes.txt': lines('route_id,route_type', 'r,99') },
    { code: 'GTFS_VALUE_INVALID', field: 'route_type' },
  ],
  [
    'an unknown time zone',
    { 'agency.txt': lines('agency_name,agency_timezone', 'A,Europe/Musterhagen') },
    { code: 'GTFS_VALUE_INVALID', field: 'agency_timezone' },
  ],
];

const references: Case[] = [
  [
    'a trip of no route',
    { 'trips.txt': lines('route_id,service_id,trip_id', 'gone,weekdays,t') },
    { code: 'GTFS_REFERENCE_BROKEN', line: 2, field: 'route_id' },
  ],
  [
    'a trip of no service',
    { 'trips.txt': lines('route_id,service_id,trip_id', 'r,gone,t') },
    { code: 'GTFS_REFERENCE_BROKEN', field: 'service_id' },
  ],
  [
    'a stop time of no trip',
    { 'stop_times.txt': lines(TIMES, 'gone,08:00:00,,s1,1') },
    { code: 'GTFS_REFERENCE_BROKEN', field: 'trip_id' },
  ],
  [
    'a stop time at no stop',
    { 'stop_times.txt': lines(TIMES, 't,08:00:00,,gone,1') },
    { code: 'GTFS_REFERENCE_BROKEN', field: 'stop_id' },
  ],
  [
    'a stop time without a place',
    { 'stop_times.txt': lines(TIMES, 't,08:00:00,,,1') },
    { code: 'GTFS_VALUE_MISSING', field: 'stop_id' },
  ],
  [
    'a stop time at no group',
    { 'stop_times.txt': lines('trip_id,stop_sequence,location_group_id', 't,1,gone') },
    { code: 'GTFS_REFERENCE_BROKEN', field: 'location_group_id' },
  ],
  [
    'a stop time at no area',
    { 'stop_times.txt': lines('trip_id,stop_sequence,location_id', 't,1,gone') },
    { code: 'GTFS_REFERENCE_BROKEN', field: 'location_id' },
  ],
  [
    'a stop time at two places',
    { 'stop_times.txt': lines('trip_id,stop_sequence,stop_id,location_id', 't,1,s1,s2') },
    { code: 'GTFS_PLACE_AMBIGUOUS' },
  ],
  [
    'a route of no agency',
    { 'routes.txt': lines('route_id,agency_id,route_type', 'r,gone,3') },
    { code: 'GTFS_REFERENCE_BROKEN', field: 'agency_id' },
  ],
  [
    'a headway of no trip',
    { 'frequencies.txt': lines('trip_id,start_time,end_time,headway_secs', 'gone,06:00:00,07:00:00,60') },
    { code: 'GTFS_REFERENCE_BROKEN', file: 'frequencies.txt' },
  ],
  [
    'a group member that is no stop',
    {
      'location_groups.txt': lines('location_group_id', 'g'),
      'location_group_stops.txt': lines('location_group_id,stop_id', 'g,gone'),
    },
    { code: 'GTFS_REFERENCE_BROKEN', file: 'location_group_stops.txt' },
  ],
];

const order: Case[] = [
  [
    'an id twice',
    { 'stops.txt': lines(STOPS, 's1,Markt,52,11', 's2,Bahnhof,52,11', 's1,Markt,52,11') },
    { code: 'GTFS_ID_DUPLICATE', line: 4, field: 'stop_id' },
  ],
  [
    'a group with the id of a stop',
    { 'location_groups.txt': lines('location_group_id', 's1') },
    { code: 'GTFS_ID_DUPLICATE', file: 'location_groups.txt' },
  ],
  [
    'a trip that goes back in time',
    { 'stop_times.txt': lines(TIMES, 't,08:00:00,08:05:00,s1,1', 't,08:04:00,08:06:00,s2,2') },
    { code: 'GTFS_TIME_DECREASING', line: 3 },
  ],
  [
    'a bus that leaves before it arrives',
    { 'stop_times.txt': lines(TIMES, 't,08:00:00,07:59:00,s1,1') },
    { code: 'GTFS_TIME_DECREASING', line: 2, field: 'departure_time' },
  ],
  [
    'a trip back in time whose rows are mixed up',
    { 'stop_times.txt': lines(TIMES, 't,08:00:00,,s1,5', 't,09:00:00,,s2,2') },
    { code: 'GTFS_TIME_DECREASING', line: 2 },
  ],
  [
    'a sequence number twice',
    { 'stop_times.txt': lines(TIMES, 't,08:00:00,,s1,1', 't,08:05:00,,s2,1') },
    { code: 'GTFS_SEQUENCE_DUPLICATE', line: 3 },
  ],
  [
    'two time zones',
    { 'agency.txt': lines('agency_id,agency_name,agency_timezone', 'a,A,Europe/Berlin', 'b,B,Europe/Paris') },
    { code: 'GTFS_TIMEZONE_MIXED', line: 3 },
  ],
  [
    'a calendar that ends before it begins',
    {
      'calendar.txt': lines(
        'service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date',
        'weekdays,1,1,1,1,1,0,0,20270101,20260101',
      ),
    },
    { code: 'GTFS_RANGE_REVERSED', line: 2 },
  ],
];

const windows: Case[] = [
  [
    'a window with a time',
    { 'stop_times.txt': lines(FLEX, 't,1,s1,08:00:00,08:00:00,20:00:00,2,2') },
    { code: 'GTFS_WINDOW_WITH_TIME', line: 2 },
  ],
  ['half a window', { 'stop_times.txt': lines(FLEX, 't,1,s1,,08:00:00,,2,2') }, { code: 'GTFS_WINDOW_INCOMPLETE' }],
  [
    'a window that ends before it begins',
    { 'stop_times.txt': lines(FLEX, 't,1,s1,,20:00:00,08:00:00,2,2') },
    { code: 'GTFS_RANGE_REVERSED' },
  ],
  [
    'a window without booking',
    { 'stop_times.txt': lines(FLEX, 't,1,s1,,08:00:00,20:00:00,0,2') },
    { code: 'GTFS_WINDOW_PICKUP', field: 'pickup_type' },
  ],
  [
    'areas that are no GeoJSON',
    { 'locations.geojson': '{"type":"Feature"}' },
    { code: 'GTFS_FILE_UNREADABLE', file: 'locations.geojson' },
  ],
  [
    'an area without a polygon',
    {
      'locations.geojson':
        '{"type":"FeatureCollection","features":[{"id":"x","geometry":{"type":"Polygon","coordinates":[[[1,2],[3,4]]]}}]}',
    },
    { code: 'GTFS_GEOMETRY_INVALID' },
  ],
  [
    'a quote that is never closed',
    { 'routes.txt': `route_id,route_type\n"r,3\n${'x'.repeat(200_000)}` },
    { code: 'GTFS_FILE_UNREADABLE', file: 'routes.txt' },
  ],
];

describe('validateGtfs', () => {
  it('finds nothing wrong with a valid feed', async () => {
    expect(await reportOn({})).toMatchObject({
      errors: [],
      warnings: [],
      counts: { 'stops.txt': 2, 'stop_times.txt': 2 },
    });
  });

  it.each([...missing, ...columns, ...values, ...references, ...order, ...windows])(
    'reports %s',
    async (_, changes, error) => {
      expect((await reportOn(changes)).errors).toContainEqual(expect.objectContaining(error));
    },
  );

  it.each([
    [
      'a dangling booking rule',
      { 'stop_times.txt': lines(`${TIMES},pickup_booking_rule_id`, 't,08:00:00,,s1,1,gone') },
      'GTFS_REFERENCE_DANGLING',
    ],
    [
      'a dangling parent',
      { 'stops.txt': lines(`${STOPS},parent_station`, 's1,Markt,52,11,gone', 's2,Bahnhof,52,11,') },
      'GTFS_REFERENCE_DANGLING',
    ],
    [
      'a dangling shape',
      {
        'trips.txt': lines('route_id,service_id,trip_id,shape_id', 'r,weekdays,t,gone'),
        'shapes.txt': lines('shape_id', 'there'),
      },
      'GTFS_REFERENCE_DANGLING',
    ],
    [
      'a parent that is no station',
      { 'stops.txt': lines(`${STOPS},parent_station`, 's1,Markt,52,11,s2', 's2,Bahnhof,52,11,s1') },
      'GTFS_PARENT_INVALID',
    ],
    [
      'a link that could run a script',
      {
        'agency.txt': lines(
          'agency_id,agency_name,agency_timezone,agency_url',
          'a,A,Europe/Berlin,javascript:alert(1)',
        ),
      },
      'GTFS_VALUE_INVALID',
    ],
    [
      'a row that is too short',
      { 'stops.txt': lines(`${STOPS},stop_desc`, 's1,Markt,52,11', 's2,Bahnhof,52,11,') },
      'GTFS_ROW_LENGTH',
    ],
    [
      'a rule without its notice',
      { 'booking_rules.txt': lines('booking_rule_id,booking_type', 'b,1') },
      'GTFS_BOOKING_RULE_INCOMPLETE',
    ],
    [
      'a trip that stops nowhere',
      { 'trips.txt': lines('route_id,service_id,trip_id', 'r,weekdays,t', 'r,weekdays,empty') },
      'GTFS_TRIP_EMPTY',
    ],
    [
      'a draft window without booking',
      { 'stop_times.txt': lines(DRAFT, 't,1,s1,,08:00:00,20:00:00,,') },
      'GTFS_WINDOW_PICKUP',
    ],
  ])('only warns of %s', async (_, changes, code) => {
    const { errors, warnings } = await reportOn(changes);
    expect(errors).toEqual([]);
    expect(warnings.map((warning) => warning.code)).toContain(code);
  });

  it('warns of text that is not UTF-8', async () => {
    const latin1 = Buffer.from(lines(STOPS, 's1,Straße,52,11', 's2,Markt,52,11'), 'latin1');
    expect((await reportOn({ 'stops.txt': latin1 })).warnings).toMatchObject([
      { code: 'GTFS_NOT_UTF8', line: 2, field: 'stop_name' },
    ]);
  });

  it('accepts a trip whose rows are mixed up but whose times are right', async () => {
    const times = lines(TIMES, 't,08:10:00,,s2,2', 't,08:00:00,,s1,1');
    expect((await reportOn({ 'stop_times.txt': times })).errors).toEqual([]);
  });

  it('keeps 20 examples of a code and counts all', async () => {
    const rows = Array.from({ length: 500 }, (_, row) => `gone,08:00:00,,s1,${row}`);
    const { errors, errorCounts } = await reportOn({ 'stop_times.txt': lines(TIMES, ...rows) });
    expect(errors).toHaveLength(20);
    expect(errorCounts).toEqual({ GTFS_REFERENCE_BROKEN: 500 });
  });

  it('counts lines right after a value that spans lines', async () => {
    const stops = lines(STOPS, 's1,"Markt\nPlatz",52,11', 's2,Bahnhof,99,11');
    expect((await reportOn({ 'stops.txt': stops })).errors).toContainEqual(
      expect.objectContaining({ field: 'stop_lat', line: 4 }),
    );
  });

  it('refuses a feed with errors by a typed error that names the first and counts all', async () => {
    const feed = await normalise(memorySource(makeFeed({ 'stops.txt': null })));
    expect(() => feed.check()).toThrow(
      expect.objectContaining({
        code: 'GTFS_INVALID',
        details: {
          problems: [expect.objectContaining({ code: 'GTFS_FILE_MISSING', file: 'stops.txt' })],
          counts: { GTFS_FILE_MISSING: 1 },
        },
      }),
    );
  });
});
