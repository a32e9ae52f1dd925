import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../platform/config/index.ts';
import { type HubConfig, MIN_SECRET } from './config.ts';

/**
 * The hub's secret: from the environment, else made at the first start and kept readable for its owner alone.
 *
 * @throws ConfigError when the file was damaged: a new secret would lock everybody out of what the old one sealed
 */
export function loadSecret({ secret, dataFolder }: Pick<HubConfig, 'secret' | 'dataFolder'>): string {
  if (secret) return secret;
  const file = join(dataFolder, 'secret');
  const kept = read(file) ?? makeOnce(file, dataFolder);
  if (kept.length < MIN_SECRET)
    throw new ConfigError('STADTTOR_SECRET', `${file} is damaged; restore it from a backup`);
  return kept;
}

/** A link is made whole or not at all: of two first starts at the same moment the second reads what the first wrote. */
function makeOnce(file: string, folder: string): string {
  mkdirSync(folder, { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, randomBytes(32).toString('hex'), { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(file, 'utf8').trim();
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
