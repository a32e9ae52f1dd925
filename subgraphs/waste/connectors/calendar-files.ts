import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { WasteFileMissingError } from '../domain/errors.ts';
import { type CalendarFile, DEFAULT_MAX_BYTES } from '../modules/calendar/import/model.ts';

const CALENDAR_FILE = /^[^.].*\.(?:ics|csv|tsv|txt)$/i;

/**
 * Calendar files (Kalenderdateien) of a path: the file itself, or those of a folder in order of their names (`.ics`,
 * `.csv`, `.tsv`, `.txt`). Each is read when its turn comes, and never further than a byte beyond the limit.
 *
 * @throws WasteFileMissingError for a path that is not there, cannot be read, or a folder without calendar files
 */
export function readCalendarFiles(path: string, maxBytes = DEFAULT_MAX_BYTES): Iterable<CalendarFile> {
  const paths = listFiles(path);
  if (paths.length === 0) throw new WasteFileMissingError(path);
  return readAll(paths, maxBytes);
}

function listFiles(path: string): string[] {
  try {
    if (!statSync(path).isDirectory()) return [path];
    const names = readdirSync(path).filter((name) => CALENDAR_FILE.test(name));
    return names
      .sort()
      .map((name) => join(path, name))
      .filter((file) => statSync(file).isFile());
  } catch (error) {
    throw new WasteFileMissingError(path, error);
  }
}

function* readAll(paths: readonly string[], maxBytes: number): Generator<CalendarFile> {
  for (const path of paths) yield { name: basename(path), content: readStart(path, maxBytes + 1) };
}

/** The first `limit` bytes of a file. */
function readStart(path: string, limit: number): Uint8Array {
  try {
    const file = openSync(path, 'r');
    try {
      const buffer = Buffer.alloc(Math.min(statSync(path).size, limit));
      return buffer.subarray(0, readSync(file, buffer));
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw new WasteFileMissingError(path, error);
  }
}
