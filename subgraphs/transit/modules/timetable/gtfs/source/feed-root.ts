import { refuse } from '../import-log.ts';

/** Files by which a folder is known to hold a feed. */
const MARKS = new Set(['agency.txt', 'stops.txt', 'routes.txt', 'trips.txt', 'stop_times.txt']);

/**
 * The folder of the feed inside an archive or folder: `''` for the top, else one sub folder with its slash.
 * Publishers often zip the folder instead of its files. Falls back to the top, where the check then misses the files.
 */
export function feedRoot(name: string, paths: readonly string[]): string {
  const roots = new Set(paths.filter(isMark).map(folderOf));
  if (roots.size === 0 || roots.has('')) return '';
  const [first = '', ...others] = roots;
  if (others.length > 0) throw refuse('GTFS_ARCHIVE_AMBIGUOUS', name, 'More than one folder inside holds a feed.');
  return first;
}

const isMark = (path: string): boolean => path.split('/').length <= 2 && MARKS.has(path.slice(folderOf(path).length));

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
