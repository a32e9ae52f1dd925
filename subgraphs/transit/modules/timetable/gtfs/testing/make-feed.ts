import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { strToU8, zipSync } from 'fflate';

/** A feed as file names and texts. */
export type FeedFiles = Record<string, string>;

/** Smallest feed that is valid: one line, one trip, two stops, every weekday of 2026. */
const SMALLEST: FeedFiles = {
  'agency.txt': lines(
    'agency_id,agency_name,agency_url,agency_timezone',
    'a,Ortsbus,https://bus.example,Europe/Berlin',
  ),
  'stops.txt': lines('stop_id,stop_name,stop_lat,stop_lon', 's1,Markt,52.4,11.8', 's2,Bahnhof,52.41,11.81'),
  'routes.txt': lines('route_id,agency_id,route_short_name,route_type', 'r,a,1,3'),
  'trips.txt': lines('route_id,service_id,trip_id,trip_headsign', 'r,weekdays,t,Bahnhof'),
  'stop_times.txt': lines(
    'trip_id,arrival_time,departure_time,stop_id,stop_sequence',
    't,08:00:00,08:00:00,s1,1',
    't,08:10:00,08:10:00,s2,2',
  ),
  'calendar.txt': lines(
    'service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date',
    'weekdays,1,1,1,1,1,0,0,20260101,20261231',
  ),
};

/** Joins rows to the text of a file. */
export function lines(...rows: string[]): string {
  return `${rows.join('\n')}\n`;
}

/** A small valid feed with files replaced or, by null, taken away. */
export function makeFeed(changes: Readonly<Record<string, string | null>> = {}): FeedFiles {
  const files = Object.entries({ ...SMALLEST, ...changes });
  return Object.fromEntries(files.filter((file): file is [string, string] => file[1] !== null));
}

/** A feed packed as a zip, below `folder` when one is given (with its slash). */
export const zipFeed = (files: FeedFiles, folder = ''): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, content]) => [folder + name, strToU8(content)])));

/** Size of a made feed; stop times are `trips * stopsPerTrip`. */
export interface FeedSize {
  stops: number;
  routes: number;
  trips: number;
  stopsPerTrip: number;
}

/** The lines of each file of a large made feed. They are made while they are read, so size costs no memory. */
export type FeedLines = Record<string, Iterable<string>>;

/** A feed of any size for measurements: stops on a grid, trips spread over the day, the last ones past midnight. */
export function makeLargeFeed(size: FeedSize): FeedLines {
  const { 'agency.txt': agency = '', 'calendar.txt': calendar = '' } = SMALLEST;
  return {
    'agency.txt': [agency],
    'calendar.txt': [calendar],
    'stops.txt': stopLines(size),
    'routes.txt': routeLines(size),
    'trips.txt': tripLines(size),
    'stop_times.txt': stopTimeLines(size),
  };
}

function* stopLines({ stops }: FeedSize): Generator<string> {
  yield 'stop_id,stop_name,stop_lat,stop_lon,wheelchair_boarding\n';
  for (let stop = 0; stop < stops; stop += 1) {
    const latitude = (50 + (stop % 400) / 100).toFixed(4);
    const longitude = (8 + (Math.floor(stop / 400) % 600) / 100).toFixed(4);
    yield `de:15999:${stop},"Musterort, Halt ${stop}",${latitude},${longitude},${stop % 3}\n`;
  }
}

function* routeLines({ routes }: FeedSize): Generator<string> {
  yield 'route_id,agency_id,route_short_name,route_type\n';
  for (let route = 0; route < routes; route += 1) yield `r${route},a,${route},3\n`;
}

function* tripLines({ routes, trips }: FeedSize): Generator<string> {
  yield 'route_id,service_id,trip_id,trip_headsign\n';
  for (let trip = 0; trip < trips; trip += 1) yield `r${trip % routes},weekdays,t${trip},Ziel ${trip % routes}\n`;
}

function* stopTimeLines({ stops, routes, trips, stopsPerTrip }: FeedSize): Generator<string> {
  yield 'trip_id,arrival_time,departure_time,stop_id,stop_sequence\n';
  for (let trip = 0; trip < trips; trip += 1) {
    const start = 4 * 3600 + ((trip * 60) % (20 * 3600));
    for (let sequence = 0; sequence < stopsPerTrip; sequence += 1) {
      const time = toTime(start + sequence * 120);
      yield `t${trip},${time},${time},de:15999:${((trip % routes) * stopsPerTrip + sequence) % stops},${sequence}\n`;
    }
  }
}

/** Seconds of the service day as GTFS writes them. */
export const toTime = (seconds: number): string =>
  [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');

/** Writes a feed into a folder that may not exist yet. */
export async function writeFeed(
  folder: string,
  files: Readonly<Record<string, string | Iterable<string>>>,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    const chunks = Readable.from(typeof content === 'string' ? [content] : content);
    await pipeline(chunks, createWriteStream(join(folder, name)));
  }
}
