import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { feedRoot } from './feed-root.ts';
import type { GtfsSource } from './gtfs-source.ts';

/** Opens a feed that lies unpacked in a folder or in one sub folder of it. Links are not followed. */
export async function openFolder(path: string): Promise<GtfsSource> {
  const paths = await listFiles(path);
  const root = feedRoot(basename(path), paths);
  const files = new Set(paths.filter((file) => file.startsWith(root)).map((file) => file.slice(root.length)));
  return {
    name: basename(path),
    files: new Set([...files].filter((file) => !file.includes('/'))),
    open: (file) => createReadStream(join(path, root, file)),
    close: async () => {},
  };
}

/** Files at the top and one level below: deeper ones cannot belong to a feed. */
async function listFiles(path: string): Promise<string[]> {
  const top = await readdir(path, { withFileTypes: true });
  const folders = top.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const below = await Promise.all(
    folders.map(async (folder) => {
      const entries = await readdir(join(path, folder), { withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).map(({ name }) => `${folder}/${name}`);
    }),
  );
  return [...top.filter((entry) => entry.isFile()).map(({ name }) => name), ...below.flat()];
}
