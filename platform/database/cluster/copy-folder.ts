import { chmodSync, cpSync, existsSync, lstatSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Copies an npm package's `native` folder to `<shelf>/<name>-<version>/native`, once per version, readable by everybody.
 * The copy appears whole or not at all.
 */
export function copyFolder(native: string, shelf: string, name: string): string {
  const place = join(shelf, `${name}-${versionOf(native)}`);
  if (!existsSync(place)) placeCopy(native, place);
  return join(place, 'native');
}

function versionOf(native: string): string {
  const manifest = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: string };
  return manifest.version;
}

function placeCopy(native: string, place: string): void {
  const draft = `${place}.new-${process.pid}`;
  cpSync(native, join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
  openToAll(draft);
  try {
    renameSync(draft, place);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Another process was faster: its copy is as good as ours.
    if (!existsSync(place)) throw error;
  }
}

/** A strict umask would leave folders that only we can enter. */
function openToAll(root: string): void {
  const entries = readdirSync(root, { recursive: true, encoding: 'utf8' });
  for (const path of [root, ...entries.map((entry) => join(root, entry))]) {
    const entry = lstatSync(path);
    if (entry.isDirectory()) chmodSync(path, 0o755);
    else if (entry.isFile()) chmodSync(path, entry.mode & 0o100 ? 0o755 : 0o644);
  }
}
