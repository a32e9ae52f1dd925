import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../hub/split/processes.ts';

/** The partner apps of the demo, their redirect addresses moved to a port that is free; the folder is the caller's to remove. */
export async function partnerFolder(): Promise<{ folder: string; redirectUri: string }> {
  const [port] = await freePorts(1);
  const redirectUri = `http://localhost:${port}/callback`;
  const folder = mkdtempSync(join(tmpdir(), 'partners-'));
  cpSync(join(import.meta.dirname, '..', 'partners'), folder, { recursive: true });
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.yaml'))) {
    const file = join(folder, name);
    writeFileSync(file, readFileSync(file, 'utf8').replace(/http:\/\/localhost:40\d\d\/callback/, redirectUri));
  }
  return { folder, redirectUri };
}
