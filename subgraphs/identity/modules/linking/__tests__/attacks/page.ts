import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';

const FOLDER = join(import.meta.dirname, '..', '..', '..', '..', '..', '..', 'docs', 'attacks');

/** The page in the documentation is what was run; `WRITE_ATTACKS=1` writes it. */
export async function checkPage(name: string, text: string): Promise<void> {
  const file = join(FOLDER, name);
  if (process.env.WRITE_ATTACKS) {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(file, text);
  }
  expect(readFileSync(file, 'utf8')).toBe(text);
}
