import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { lines } from '../modules/timetable/gtfs/testing/make-feed.ts';
import { startTransit, type TransitHub } from './test-hub.ts';

/** A square from 52.0, 11.0 to 52.2, 11.2. */
const SQUARE = [
  [11, 52],
  [11.2, 52],
  [11.2, 52.2],
  [11, 52.2],
  [11, 52],
];
const FILES = {
  'stops.txt': lines(
    'stop_id,stop_name,stop_lat,stop_lon',
    'inside,Dorf,52.1,11.1',
    'outside,Stadt,52.5,11.5',
    'member,Weiler,53,12',
  ),
  'locations.geojson': JSON.stringify({
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        id: 'square',
        properties: { stop_name: 'Dorfgebiet' },
        geometry: { type: 'Polygon', coordinates: [SQUARE] },
      },
    ],
  }),
  'location_groups.txt': lines('location_group_id,location_group_name', 'hamlets,Weiler am Wald'),
  'location_group_stops.txt': lines('location_group_id,stop_id', 'hamlets,member'),
  'booking_rules.txt': lines('booking_rule_id,booking_type,phone_number', 'b,0,'),
  'agency.txt': lines(
    'agency_id,agency_name,agency_url,agency_timezone,agency_phone',
    'a,Ortsbus,https://bus.example,Europe/Berlin,+49 3935 000 100',
  ),
  'stop_times.txt': lines(
    'trip_id,stop_id,location_group_id,location_id,stop_sequence,start_pickup_drop_off_window,end_pickup_drop_off_window,pickup_type,drop_off_type,pickup_booking_rule_id',
    't,,,square,1,08:00:00,18:00:00,2,1,b',
    't,,hamlets,,2,08:00:00,18:00:00,1,2,b',
  ),
};

let hub: TransitHub;
beforeAll(async () => {
  hub = await startTransit('2026-06-12T09:00:00+02:00');
  await hub.importFiles('flex', FILES);
});
afterAll(() => hub.stop());

const offersAt = async (id: string) => {
  const { stop } = await hub
    .as()
    .query<{ stop: { onDemand: { state: string }[]; departures: object[] } }>(
      'query ($id: ID!) { stop(id: $id) { onDemand { state bookingRule { phone } } departures(first: 1) { onDemand } } }',
      { id },
    );
  return stop;
};

describe('an area of an on-demand bus', () => {
  it('serves the stops that lie in it, and nobody else', async () => {
    expect(await offersAt('flex:inside')).toMatchObject({
      onDemand: [{ state: 'OPEN' }],
      departures: [{ onDemand: true }],
    });
    expect(await offersAt('flex:outside')).toEqual({ onDemand: [], departures: [] });
  });

  it('is a stop of its own, found by its name', async () => {
    expect(await hub.as().query('{ stops(search: "Dorfgebiet") { id kind } }')).toEqual({
      stops: [{ id: 'flex:square', kind: 'AREA' }],
    });
    expect(await offersAt('flex:square')).toMatchObject({ onDemand: [{ state: 'OPEN' }] });
  });

  it('picks nobody up where one may only get off', async () => {
    expect(await offersAt('flex:member')).toEqual({ onDemand: [], departures: [] });
  });

  it("falls back to the company's telephone when the rule has none", async () => {
    expect(await offersAt('flex:inside')).toMatchObject({ onDemand: [{ bookingRule: { phone: '+49 3935 000 100' } }] });
  });
});
