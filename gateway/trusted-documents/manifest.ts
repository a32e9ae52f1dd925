import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../../platform/config/index.ts';
import { hashOf } from './hash.ts';

/** The manifest (Verzeichnis): a JSON file `{ id: query }`, each id the SHA-256 of its query. */
export type Manifest = Readonly<Record<string, string>>;

/**
 * Reads a manifest.
 *
 * @throws ConfigError when it cannot be read, is no such object, or an id is not the hash of its text
 */
export function readManifest(path: string): Map<string, string> {
  const documents = new Map<string, string>();
  for (const [id, text] of Object.entries(parse(path))) {
    if (typeof text !== 'string' || hashOf(text) !== id) throw unusable(`${id} is not the SHA-256 of its text`);
    documents.set(id, text);
  }
  return documents;
}

/** Makes the manifest of all `.graphql` files in these folders, in the order of their hashes, so that it can be compared. */
export function makeManifest(folders: readonly string[]): Manifest {
  const texts = folders.flatMap((folder) =>
    globSync('**/*.graphql', { cwd: folder }).map((name) => readFileSync(join(folder, name), 'utf8')),
  );
  return Object.fromEntries(texts.map((text) => [hashOf(text), text] as const).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function parse(path: string): object {
  try {
    const manifest: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof manifest === 'object' && manifest !== null && !Array.isArray(manifest)) return manifest;
  } catch (cause) {
    throw unusable((cause as Error).message);
  }
  throw unusable('it is no JSON object');
}

const unusable = (why: string) => new ConfigError('TRUSTED_DOCUMENTS', `cannot be used: ${why}`);
