/** Means of transport (Verkehrsmittel) as a citizen tells them apart. */
export type RouteMode =
  | 'TRAM'
  | 'SUBWAY'
  | 'RAIL'
  | 'BUS'
  | 'ON_DEMAND_BUS'
  | 'COACH'
  | 'TROLLEYBUS'
  | 'FERRY'
  | 'CABLE_CAR'
  | 'FUNICULAR'
  | 'MONORAIL'
  | 'AIR'
  | 'TAXI'
  | 'OTHER';

/** Basic route types of the GTFS reference. */
const BASIC: Readonly<Record<number, RouteMode>> = {
  0: 'TRAM',
  1: 'SUBWAY',
  2: 'RAIL',
  3: 'BUS',
  4: 'FERRY',
  5: 'CABLE_CAR',
  6: 'CABLE_CAR',
  7: 'FUNICULAR',
  11: 'TROLLEYBUS',
  12: 'MONORAIL',
};

/** Extended types, by hundred. German feeds use them: 715 is the bus on demand. */
const EXTENDED: Readonly<Record<number, RouteMode>> = {
  1: 'RAIL',
  2: 'COACH',
  3: 'RAIL',
  4: 'SUBWAY',
  5: 'SUBWAY',
  6: 'SUBWAY',
  7: 'BUS',
  8: 'TROLLEYBUS',
  9: 'TRAM',
  10: 'FERRY',
  11: 'AIR',
  12: 'FERRY',
  13: 'CABLE_CAR',
  14: 'FUNICULAR',
  15: 'TAXI',
  16: 'OTHER',
  17: 'OTHER',
};

/** Whether a number is a route type: a basic one, or an extended one of 100 to 1799. */
export const isRouteType = (type: number): boolean => modeFor(type) !== undefined;

/** The means of transport behind a route type; OTHER for a number that is none. */
export const toRouteMode = (type: number): RouteMode => modeFor(type) ?? 'OTHER';

function modeFor(type: number): RouteMode | undefined {
  if (type === 715) return 'ON_DEMAND_BUS';
  if (type === 405) return 'MONORAIL';
  return type < 100 ? BASIC[type] : EXTENDED[Math.floor(type / 100)];
}
