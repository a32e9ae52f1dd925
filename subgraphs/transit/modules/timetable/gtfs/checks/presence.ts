import type { ImportLog } from '../import-log.ts';
import type { GtfsSource } from '../source/gtfs-source.ts';

/** Files without which there is no timetable; in a row of several, one of them is enough. */
const REQUIRED: readonly (readonly [string, ...string[]])[] = [
  ['agency.txt'],
  ['stops.txt', 'locations.geojson'],
  ['routes.txt'],
  ['trips.txt'],
  ['stop_times.txt'],
  ['calendar.txt', 'calendar_dates.txt'],
];

/** Reports each required file that is not there. */
export function checkPresence(source: GtfsSource, log: ImportLog): void {
  for (const [file, ...others] of REQUIRED) {
    if ([file, ...others].some((name) => source.files.has(name))) continue;
    const instead = others.length > 0 ? ` (nor ${others.join(', ')} in its place)` : '';
    log.error('GTFS_FILE_MISSING', { file }, `The file ${file} is missing${instead}.`);
  }
}
