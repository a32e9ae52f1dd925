/** Stop of the demo town: id, name, position, and what sets it apart. */
export interface DemoStop {
  id: string;
  name: string;
  latitude: number;
  longitude: number;
  wheelchair?: 1 | 2;
  platform?: string;
  /** A station (Haltestelle) with platforms below it. */
  isStation?: true;
  parent?: string;
}

/** When a line runs on the days of a service: first and last departure and the minutes between. */
export interface DemoRun {
  service: 'werktag' | 'samstag' | 'sonntag';
  first: string;
  last: string;
  everyMinutes: number;
}

/** Line of the demo town. Minutes count from the first stop; the way back mirrors them. */
export interface DemoLine {
  id: string;
  name: string;
  longName: string;
  colour: string;
  wheelchair: 1 | 2;
  there: readonly (readonly [stop: string, minutes: number])[];
  back: readonly (readonly [stop: string, minutes: number])[];
  runs: readonly DemoRun[];
}

/** Stops of Musterhagen, a town that does not exist. 15999 is the key of no county; four stops have no such id at all. */
export const STOPS: readonly DemoStop[] = [
  {
    id: 'de:15999:1001',
    name: 'Musterhagen, Bahnhof',
    latitude: 52.4712,
    longitude: 11.7248,
    wheelchair: 1,
    isStation: true,
  },
  {
    id: 'de:15999:1001:1:1',
    name: 'Musterhagen, Bahnhof',
    latitude: 52.47128,
    longitude: 11.72468,
    platform: '1',
    parent: 'de:15999:1001',
  },
  {
    id: 'de:15999:1001:1:2',
    name: 'Musterhagen, Bahnhof',
    latitude: 52.47112,
    longitude: 11.72492,
    platform: '2',
    parent: 'de:15999:1001',
  },
  {
    id: 'de:15999:1002',
    name: 'Musterhagen, Markt',
    latitude: 52.4689,
    longitude: 11.7331,
    wheelchair: 1,
    isStation: true,
  },
  {
    id: 'de:15999:1002::1',
    name: 'Musterhagen, Markt',
    latitude: 52.46895,
    longitude: 11.73298,
    platform: '1',
    parent: 'de:15999:1002',
  },
  {
    id: 'de:15999:1002::2',
    name: 'Musterhagen, Markt',
    latitude: 52.46884,
    longitude: 11.73322,
    platform: '2',
    wheelchair: 2,
    parent: 'de:15999:1002',
  },
  { id: 'de:15999:1003', name: 'Musterhagen, Rathaus', latitude: 52.4683, longitude: 11.7352, wheelchair: 1 },
  { id: 'de:15999:1004', name: 'Musterhagen, Krankenhaus', latitude: 52.4651, longitude: 11.7417, wheelchair: 1 },
  { id: 'de:15999:1005', name: 'Musterhagen, Schulzentrum', latitude: 52.4729, longitude: 11.7389, wheelchair: 1 },
  { id: 'de:15999:1006', name: 'Musterhagen, Waldsiedlung', latitude: 52.4778, longitude: 11.7466 },
  { id: 'de:15999:1007', name: 'Musterhagen, Gewerbepark', latitude: 52.4607, longitude: 11.7189, wheelchair: 2 },
  { id: 'seedorf-kirche', name: 'Seedorf, Kirche', latitude: 52.4931, longitude: 11.7604, wheelchair: 2 },
  { id: 'seedorf-badestelle', name: 'Seedorf, Badestelle', latitude: 52.4967, longitude: 11.7688 },
  { id: 'lindenau-dorfplatz', name: 'Lindenau, Dorfplatz', latitude: 52.4435, longitude: 11.7012 },
  {
    id: 'birkhorst-wendeschleife',
    name: 'Birkhorst, Wendeschleife',
    latitude: 52.4349,
    longitude: 11.7526,
    wheelchair: 2,
  },
];

/** Line 1 runs all day and into the night, line 2 hourly to the villages, line 3 twice on working days. */
export const LINES: readonly DemoLine[] = [
  {
    id: 'linie-1',
    name: '1',
    longName: 'Bahnhof - Markt - Waldsiedlung',
    colour: '1D5C8F',
    wheelchair: 1,
    there: [
      ['de:15999:1001:1:1', 0],
      ['de:15999:1002::1', 4],
      ['de:15999:1003', 6],
      ['de:15999:1004', 10],
      ['de:15999:1005', 15],
      ['de:15999:1006', 20],
    ],
    back: [
      ['de:15999:1006', 0],
      ['de:15999:1005', 5],
      ['de:15999:1004', 10],
      ['de:15999:1003', 14],
      ['de:15999:1002::2', 16],
      ['de:15999:1001:1:2', 20],
    ],
    runs: [
      { service: 'werktag', first: '04:40', last: '23:10', everyMinutes: 30 },
      { service: 'samstag', first: '04:40', last: '23:40', everyMinutes: 60 },
      { service: 'sonntag', first: '04:40', last: '23:40', everyMinutes: 60 },
      // Night trips belong to the day before: 24:25 is 25 minutes past midnight.
      { service: 'werktag', first: '24:25', last: '24:25', everyMinutes: 60 },
      { service: 'samstag', first: '24:25', last: '25:25', everyMinutes: 60 },
    ],
  },
  {
    id: 'linie-2',
    name: '2',
    longName: 'Gewerbepark - Bahnhof - Seedorf',
    colour: '3B7A2A',
    wheelchair: 1,
    there: [
      ['de:15999:1007', 0],
      ['de:15999:1001:1:1', 7],
      ['de:15999:1002::1', 11],
      ['seedorf-kirche', 22],
      ['seedorf-badestelle', 26],
    ],
    back: [
      ['seedorf-badestelle', 0],
      ['seedorf-kirche', 4],
      ['de:15999:1002::2', 15],
      ['de:15999:1001:1:2', 19],
      ['de:15999:1007', 26],
    ],
    runs: [
      { service: 'werktag', first: '05:05', last: '21:05', everyMinutes: 60 },
      { service: 'samstag', first: '07:05', last: '19:05', everyMinutes: 120 },
      { service: 'sonntag', first: '09:05', last: '17:05', everyMinutes: 240 },
    ],
  },
  {
    id: 'linie-3',
    name: '3',
    longName: 'Birkhorst - Lindenau - Schulzentrum',
    colour: 'A34A00',
    wheelchair: 2,
    there: [
      ['birkhorst-wendeschleife', 0],
      ['lindenau-dorfplatz', 9],
      ['de:15999:1001:1:1', 21],
      ['de:15999:1005', 29],
    ],
    back: [
      ['de:15999:1005', 0],
      ['de:15999:1001:1:2', 8],
      ['lindenau-dorfplatz', 20],
      ['birkhorst-wendeschleife', 29],
    ],
    runs: [{ service: 'werktag', first: '06:50', last: '13:50', everyMinutes: 420 }],
  },
];

/** Where the on-demand bus stops: the town's stations and every village. */
export const RUFBUS_STOPS: readonly string[] = [
  'de:15999:1001:1:2',
  'de:15999:1002::1',
  'de:15999:1004',
  'seedorf-kirche',
  'seedorf-badestelle',
  'lindenau-dorfplatz',
  'birkhorst-wendeschleife',
];
