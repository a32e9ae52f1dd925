import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { refuse } from '../import-log.ts';
import { openFolder } from './folder-source.ts';
import type { GtfsSource } from './gtfs-source.ts';
import type { ArchiveLimits } from './limits.ts';
import { openZip } from './zip-source.ts';

/**
 * Opens a GTFS feed (Fahrplandatensatz): a folder or a zip, the files at its top or in one sub folder.
 * Throws `GTFS_INVALID` when there is nothing to open or the archive is broken or unsafe. Close the source after use.
 */
export async function readGtfs(path: string, limits?: ArchiveLimits): Promise<GtfsSource> {
  const found = await stat(path).catch((error: unknown) => {
    throw refuse(
      'GTFS_SOURCE_UNREADABLE',
      basename(path),
      'There is no such file or folder, or it cannot be read.',
      error,
    );
  });
  return found.isDirectory() ? openFolder(path) : openZip(path, limits);
}
