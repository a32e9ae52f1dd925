import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { memorySource } from './source/gtfs-source.ts';
import { makeFeed } from './testing/make-feed.ts';
import { validateGtfs } from './validate-gtfs.ts';

const FILES = [
  ...Object.keys(makeFeed()),
  'calendar_dates.txt',
  'feed_info.txt',
  'booking_rules.txt',
  'location_groups.txt',
  'location_group_stops.txt',
  'locations.geojson',
  'frequencies.txt',
  'transfers.txt',
  'shapes.txt',
];
const HEADER =
  'trip_id,stop_id,route_id,service_id,stop_sequence,arrival_time,departure_time,location_group_id,location_id,' +
  'start_pickup_drop_off_window,end_pickup_drop_off_window,pickup_type,parent_station,location_type,date,exception_type';

const file = fc.constantFrom(...FILES);
/** Values that mean something, so that rows get past the first check. */
const cell = fc.oneof(
  fc.constantFrom(
    't',
    's1',
    's2',
    'r',
    'weekdays',
    '0',
    '1',
    '2',
    '',
    '08:00:00',
    '26:00:00',
    '20260701',
    '"',
    '__proto__',
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const table = fc
  .array(fc.array(cell, { maxLength: 17 }), { maxLength: 12 })
  .map((rows) => [HEADER, ...rows.map((row) => row.join(','))].join('\n'));

describe('validateGtfs on arbitrary input', () => {
  it('reports and never throws on random bytes in any file', async () => {
    const property = fc.asyncProperty(file, fc.uint8Array({ maxLength: 400 }), async (name, bytes) => {
      const report = await validateGtfs(memorySource({ ...makeFeed(), [name]: bytes }));
      expect(report.feed.timezone).toEqual(expect.any(String));
    });
    await fc.assert(property, { numRuns: 150 });
  });

  it('reports and never throws on random rows in any file', async () => {
    const property = fc.asyncProperty(file, table, async (name, text) => {
      const report = await validateGtfs(memorySource({ ...makeFeed(), [name]: text }));
      expect(report.errors.every(({ code }) => (report.errorCounts[code] ?? 0) > 0)).toBe(true);
    });
    await fc.assert(property, { numRuns: 150 });
  });

  it('reports and never throws on random JSON as areas', async () => {
    const geometry = fc.record({
      type: fc.constantFrom('Polygon', 'MultiPolygon', 'Point'),
      coordinates: fc.jsonValue(),
    });
    const feature = fc.oneof(fc.jsonValue(), fc.record({ id: fc.jsonValue(), properties: fc.jsonValue(), geometry }));
    const property = fc.asyncProperty(fc.array(feature, { maxLength: 4 }), async (features) => {
      const text = JSON.stringify({ type: 'FeatureCollection', features });
      const report = await validateGtfs(memorySource({ ...makeFeed(), 'locations.geojson': text }));
      expect(report.counts['locations.geojson']).toBe(features.length);
    });
    await fc.assert(property, { numRuns: 100 });
  });
});
