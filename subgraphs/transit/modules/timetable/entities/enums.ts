import { registerEnumType } from 'type-graphql';

/** Means of transport (Verkehrsmittel). */
export enum LineMode {
  TRAM = 'TRAM',
  SUBWAY = 'SUBWAY',
  RAIL = 'RAIL',
  BUS = 'BUS',
  ON_DEMAND_BUS = 'ON_DEMAND_BUS',
  COACH = 'COACH',
  TROLLEYBUS = 'TROLLEYBUS',
  FERRY = 'FERRY',
  CABLE_CAR = 'CABLE_CAR',
  FUNICULAR = 'FUNICULAR',
  MONORAIL = 'MONORAIL',
  AIR = 'AIR',
  TAXI = 'TAXI',
  OTHER = 'OTHER',
}
registerEnumType(LineMode, {
  name: 'LineMode',
  description: 'Means of transport (Verkehrsmittel), from the route types of GTFS.',
  valuesConfig: {
    TRAM: { description: 'Straßenbahn.' },
    SUBWAY: { description: 'U-Bahn.' },
    RAIL: { description: 'Eisenbahn, S-Bahn.' },
    BUS: { description: 'Bus.' },
    ON_DEMAND_BUS: { description: 'Rufbus: runs only when somebody orders it.' },
    COACH: { description: 'Fernbus.' },
    TROLLEYBUS: { description: 'Oberleitungsbus.' },
    FERRY: { description: 'Fähre.' },
    CABLE_CAR: { description: 'Seilbahn.' },
    FUNICULAR: { description: 'Standseilbahn.' },
    MONORAIL: { description: 'Einschienenbahn.' },
    AIR: { description: 'Flug.' },
    TAXI: { description: 'Taxi.' },
    OTHER: { description: 'Anything else.' },
  },
});

/** What a stop is. */
export enum StopKind {
  STOP = 'STOP',
  STATION = 'STATION',
  GROUP = 'GROUP',
  AREA = 'AREA',
}
registerEnumType(StopKind, {
  name: 'StopKind',
  description: 'What a stop is: one place to wait, several together, or where an on-demand bus comes to.',
  valuesConfig: {
    STOP: { description: 'Stop or platform (Haltestelle, Steig).' },
    STATION: { description: 'Station: a stop with several platforms (Haltestelle mit Steigen, Bahnhof).' },
    GROUP: { description: 'Stops served together by an on-demand bus (Haltestellengruppe).' },
    AREA: { description: 'Area served by an on-demand bus (Bediengebiet).' },
  },
});

/** Wheelchair access (Barrierefreiheit). */
export enum WheelchairBoarding {
  UNKNOWN = 'UNKNOWN',
  POSSIBLE = 'POSSIBLE',
  NOT_POSSIBLE = 'NOT_POSSIBLE',
}
registerEnumType(WheelchairBoarding, {
  name: 'WheelchairBoarding',
  description: 'Whether one gets on with a wheelchair (Barrierefreiheit), as far as the operator says.',
  valuesConfig: {
    UNKNOWN: { description: 'Nobody says.' },
    POSSIBLE: { description: 'Possible, at least for some vehicles.' },
    NOT_POSSIBLE: { description: 'Not possible.' },
  },
});

/** How far ahead a ride is booked. */
export enum BookingType {
  REAL_TIME = 'REAL_TIME',
  SAME_DAY = 'SAME_DAY',
  PRIOR_DAYS = 'PRIOR_DAYS',
}
registerEnumType(BookingType, {
  name: 'BookingType',
  description: 'How far ahead a ride on demand is booked (Anmeldeart).',
  valuesConfig: {
    REAL_TIME: { description: 'At any moment up to the ride.' },
    SAME_DAY: { description: 'On the same day, some minutes before.' },
    PRIOR_DAYS: { description: 'On an earlier day.' },
  },
});

/** Whether a ride on demand can be had now. */
export enum OfferState {
  OPEN = 'OPEN',
  LATER = 'LATER',
}
registerEnumType(OfferState, {
  name: 'OfferState',
  description: 'Whether an on-demand bus runs at the asked moment (Bedienstatus).',
  valuesConfig: {
    OPEN: { description: 'Rides run now and one can still be had.' },
    LATER: { description: 'The next ride one can have begins later.' },
  },
});
