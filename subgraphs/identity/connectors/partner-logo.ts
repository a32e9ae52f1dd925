import { readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { ConfigError } from '../../../platform/config/index.ts';

const TYPES: Readonly<Record<string, string>> = { '.svg': 'image/svg+xml', '.png': 'image/png', '.webp': 'image/webp' };
/** It travels with each consent page. */
const MAX_BYTES = 32 * 1024;

/**
 * The picture of a partner app (Logo), a file beside its own, as a data address: pages of the hub load nothing. As a picture an SVG
 * runs no script.
 *
 * @throws ConfigError naming the app's file
 */
export function readLogo(folder: string, file: string, clientId: string): string {
  const refuse = (problem: string) => new ConfigError(`partners/${clientId}.yaml`, `logo ${problem}`);
  const type = TYPES[extname(file)];
  if (!type || basename(file) !== file) throw refuse('must name an svg, png or webp file beside it');
  let bytes: Buffer;
  try {
    bytes = readFileSync(join(folder, file));
  } catch {
    throw refuse('names a file that is not there');
  }
  if (bytes.length > MAX_BYTES) throw refuse(`must not be larger than ${MAX_BYTES / 1024} KB`);
  return `data:${type};base64,${bytes.toString('base64')}`;
}
