import { choice, latitude, longitude, text } from '../csv/kinds.ts';
import { defaulted, optional, type RowOf, required, table } from '../csv/table.ts';
import { wheelchair } from './choices.ts';

/** What a row of stops.txt is: stop or platform (Steig), station (Haltestelle), entrance, node, boarding area. */
export type LocationType = 'STOP' | 'STATION' | 'ENTRANCE' | 'NODE' | 'BOARDING_AREA';

const locationType = choice<LocationType>({
  '0': 'STOP',
  '1': 'STATION',
  '2': 'ENTRANCE',
  '3': 'NODE',
  '4': 'BOARDING_AREA',
});

/** Stop (Haltestelle, Steig). Name and position may be missing where the parent or the type allows it. */
export const stops = table(
  'stops.txt',
  {
    stopId: required(text, 'stop_id'),
    code: optional(text, 'stop_code'),
    name: optional(text, 'stop_name'),
    description: optional(text, 'stop_desc'),
    latitude: optional(latitude, 'stop_lat'),
    longitude: optional(longitude, 'stop_lon'),
    locationType: defaulted(locationType, 'STOP', 'location_type'),
    parentId: optional(text, 'parent_station'),
    wheelchair: defaulted(wheelchair, 'UNKNOWN', 'wheelchair_boarding'),
    platformCode: optional(text, 'platform_code'),
  },
  ['stopId'],
);
export type RawStopRow = RowOf<typeof stops>;
