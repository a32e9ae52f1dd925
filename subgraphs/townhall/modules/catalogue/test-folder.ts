import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { CATALOGUE_FOLDER } from './check.ts';
import { HOUSE_FILES, listServiceFiles } from './domain/read-yaml.ts';

/** A value read from YAML that a test changes freely; the checker is there to find out what it has become. */
export type Loose = { [name: string]: Loose } & Loose[];

/** For tests: a copy of the committed catalogue in which a test breaks exactly one thing. */
export class TestFolder implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), 'catalogue-'));

  /** `only`: copy one service instead of all, which is much faster. */
  constructor({ only }: { only?: string } = {}) {
    const wanted = [...HOUSE_FILES, ...(only === undefined ? listServiceFiles(CATALOGUE_FOLDER) : [only])];
    for (const file of wanted) cpSync(join(CATALOGUE_FOLDER, file), join(this.path, file));
  }

  /** Changes one file in place. */
  edit(file: string, change: (content: Loose) => void): this {
    const content = parse(readFileSync(join(this.path, file), 'utf8'));
    change(content);
    return this.write(file, stringify(content, { aliasDuplicateObjects: false }));
  }

  write(file: string, text: string): this {
    writeFileSync(join(this.path, file), text);
    return this;
  }

  remove(file: string): this {
    rmSync(join(this.path, file));
    return this;
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true });
  }
}
