import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..');

/**
 * Writes generated files, or with `--check` only compares: every file that is not what would be written is named.
 * Generated files are committed, so that people read them and reviews show what a change does to them.
 */
export function writeOrCheck(files: ReadonlyMap<string, string>, args: readonly string[]): void {
  const changed = [...files].filter(([path, content]) => contentOf(path) !== content).map(([path]) => path);
  if (args.includes('--check')) {
    if (changed.length === 0) return;
    process.stderr.write(`Not up to date: ${changed.join(', ')}\n`);
    process.exitCode = 1;
    return;
  }
  for (const path of changed) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true });
    writeFileSync(join(ROOT, path), files.get(path) ?? '');
    process.stdout.write(`wrote ${path}\n`);
  }
}

const contentOf = (path: string): string | undefined =>
  existsSync(join(ROOT, path)) ? readFileSync(join(ROOT, path), 'utf8') : undefined;
