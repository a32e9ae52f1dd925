import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { checkArchive } from './check-archive.ts';
import { feedRoot } from './feed-root.ts';
import type { GtfsSource } from './gtfs-source.ts';
import { ARCHIVE_LIMITS, type ArchiveLimits } from './limits.ts';
import { unpackEntry } from './unpack-entry.ts';
import { readZipDirectory, type ZipEntry } from './zip-directory.ts';

/** Opens a zipped feed. Entries are unpacked while they are read; nothing is written to disk. */
export async function openZip(path: string, limits: ArchiveLimits = ARCHIVE_LIMITS): Promise<GtfsSource> {
  const file = await open(path, 'r');
  try {
    const name = basename(path);
    const entries = await readZipDirectory(file, name);
    checkArchive(name, entries, limits);
    return toSource(file, name, filesOf(name, entries), limits);
  } catch (error) {
    await file.close();
    throw error;
  }
}

function toSource(file: FileHandle, name: string, entries: Map<string, ZipEntry>, limits: ArchiveLimits): GtfsSource {
  let closed = false;
  return {
    name: name.replace(/\.zip$/i, ''),
    files: new Set(entries.keys()),
    async *open(wanted) {
      const entry = entries.get(wanted);
      if (entry) yield* unpackEntry(file, name, entry, limits);
    },
    async close() {
      if (!closed) await file.close();
      closed = true;
    },
  };
}

/** Files of the feed by bare name; folders and the side files of macOS are no part of it. */
function filesOf(name: string, entries: readonly ZipEntry[]): Map<string, ZipEntry> {
  const files = entries.filter(({ path }) => !path.endsWith('/') && !path.startsWith('__MACOSX/'));
  const root = feedRoot(
    name,
    files.map(({ path }) => path),
  );
  const own = files.filter(({ path }) => path.startsWith(root) && !path.slice(root.length).includes('/'));
  return new Map(own.map((entry) => [entry.path.slice(root.length), entry]));
}
