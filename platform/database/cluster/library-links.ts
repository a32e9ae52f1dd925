import { lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

interface Link {
  source: string;
  target: string;
}

/**
 * npm packages cannot carry symbolic links, so the package sets them in an install script (`libicui18n.so.60` and its
 * like). Where scripts are blocked we set what is missing. False when the folder is not ours to write.
 */
export function restoreLinks(native: string): boolean {
  try {
    for (const link of listedLinks(native)) setLink(join(native, '..'), link);
    return true;
  } catch {
    return false;
  }
}

/** Paths in the list are relative to the package, thus begin with `native/`. */
const listedLinks = (native: string): Link[] =>
  JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as Link[];

function setLink(root: string, { source, target }: Link): void {
  const path = join(root, target);
  if (lstatSync(path, { throwIfNoEntry: false })) return;
  try {
    symlinkSync(relative(dirname(target), source), path);
  } catch (error) {
    // Another process of ours set it in the same moment.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
