import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HubConfig } from './config.ts';

/** The hub's secret: from the environment, else made at the first start and kept readable for its owner alone. */
export function loadSecret({ secret, dataFolder }: Pick<HubConfig, 'secret' | 'dataFolder'>): string {
  if (secret) return secret;
  const file = join(dataFolder, 'secret');
  mkdirSync(dataFolder, { recursive: true });
  try {
    // `wx` makes it once: of two first starts at the same moment the second reads what the first wrote.
    writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8').trim();
}
