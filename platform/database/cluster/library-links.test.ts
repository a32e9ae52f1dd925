import { mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { copyFolder } from './copy-folder.ts';
import { restoreLinks } from './library-links.ts';

/** A package as npm unpacks it when install scripts are blocked. */
function withPackage(work: (root: string) => void): void {
  const root = mkdtempSync(join(tmpdir(), 'stadttor-package-'));
  mkdirSync(join(root, 'native', 'lib'), { recursive: true });
  writeFileSync(join(root, 'package.json'), '{ "version": "18.4.0" }');
  writeFileSync(join(root, 'native', 'lib', 'libx.so.1.2'), 'a library');
  const links = [{ source: 'native/lib/libx.so.1.2', target: 'native/lib/libx.so.1' }];
  writeFileSync(join(root, 'native', 'pg-symlinks.json'), JSON.stringify(links));
  try {
    work(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

describe('the links between libraries', () => {
  it('are set where the install script did not run, and left alone the second time', () => {
    withPackage((root) => {
      const native = join(root, 'native');
      expect([restoreLinks(native), restoreLinks(native)]).toEqual([true, true]);
      expect(readlinkSync(join(native, 'lib', 'libx.so.1'))).toBe('libx.so.1.2');
    });
  });

  it('cannot be set in a package that is not there', () => {
    expect(restoreLinks('/nowhere/native')).toBe(false);
  });
});

describe('a copy of the package', () => {
  it('is readable by everybody, carries the version in its name and is made once', () => {
    withPackage((root) => {
      restoreLinks(join(root, 'native'));
      const shelf = join(root, 'shelf');
      mkdirSync(shelf);
      const copy = copyFolder(join(root, 'native'), shelf, 'postgresql');
      expect(copy).toBe(join(shelf, 'postgresql-18.4.0', 'native'));
      expect(readFileSync(join(copy, 'lib', 'libx.so.1'), 'utf8')).toBe('a library');
      expect(statSync(join(shelf, 'postgresql-18.4.0')).mode & 0o777).toBe(0o755);
      const before = statSync(copy).ino;
      copyFolder(join(root, 'native'), shelf, 'postgresql');
      expect(statSync(copy).ino).toBe(before);
    });
  });
});
