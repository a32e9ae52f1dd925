import { choice, text } from '../csv/kinds.ts';
import { defaulted, optional, type RowOf, required, table } from '../csv/table.ts';
import { wheelchair } from './choices.ts';

/** Trip (Fahrt): one run of a route on the days of its service. */
export const trips = table(
  'trips.txt',
  {
    tripId: required(text, 'trip_id'),
    routeId: required(text, 'route_id'),
    serviceId: required(text, 'service_id'),
    headsign: optional(text, 'trip_headsign'),
    shortName: optional(text, 'trip_short_name'),
    direction: optional(choice<0 | 1>({ '0': 0, '1': 1 }), 'direction_id'),
    shapeId: optional(text, 'shape_id'),
    wheelchair: defaulted(wheelchair, 'UNKNOWN', 'wheelchair_accessible'),
    bikes: defaulted(wheelchair, 'UNKNOWN', 'bikes_allowed'),
  },
  ['tripId'],
);
export type TripRow = RowOf<typeof trips>;
