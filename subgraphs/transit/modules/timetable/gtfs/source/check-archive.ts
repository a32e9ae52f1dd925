import { refuse } from '../import-log.ts';
import type { ArchiveLimits } from './limits.ts';
import type { ZipEntry } from './zip-directory.ts';

/**
 * Refuses an archive that is dangerous by what it says of itself, before a byte is unpacked. Nothing is ever written to
 * disk; an entry that climbs out of its folder still shows that somebody tampered with the archive.
 */
export function checkArchive(name: string, entries: readonly ZipEntry[], limits: ArchiveLimits): void {
  if (entries.length > limits.entries) throw unsafe(name, `It has more than ${limits.entries} entries.`);
  const climbing = entries.find(({ path }) => climbsOut(path));
  if (climbing) throw unsafe(name, 'An entry points outside the archive.');
  const total = entries.reduce((sum, { unpackedBytes }) => sum + unpackedBytes, 0);
  if (total > limits.unpackedBytes) throw unsafe(name, 'It unpacks to too much.');
  if (entries.some((entry) => isBomb(entry.packedBytes, entry.unpackedBytes, limits)))
    throw unsafe(name, 'An entry is packed too tightly to be a timetable.');
}

/** Whether unpacking so little to so much is out of all proportion. */
export const isBomb = (packedBytes: number, unpackedBytes: number, limits: ArchiveLimits): boolean =>
  unpackedBytes > limits.ratioFromBytes && unpackedBytes > packedBytes * limits.ratio;

export const unsafe = (name: string, why: string) =>
  refuse('GTFS_ARCHIVE_UNSAFE', name, `The archive was not opened. ${why}`);

const climbsOut = (path: string): boolean =>
  path.startsWith('/') ||
  /^[a-z]:/i.test(path) ||
  path.includes('\\') ||
  path.includes('\0') ||
  path.split('/').includes('..');
