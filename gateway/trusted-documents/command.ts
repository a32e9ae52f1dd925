import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { makeManifest } from './manifest.ts';

/** `node bin/run.mjs gateway/trusted-documents/command.ts FOLDER... --out FILE`: the manifest of all `.graphql` files in the folders. */
const { positionals, values } = parseArgs({ allowPositionals: true, options: { out: { type: 'string' } } });
if (positionals.length === 0 || !values.out) {
  process.stderr.write('Give folders with .graphql files, and --out FILE.\n');
  process.exitCode = 1;
} else {
  const manifest = makeManifest(positionals);
  writeFileSync(values.out, `${JSON.stringify(manifest, null, 2)}\n`);
  process.stdout.write(`${Object.keys(manifest).length} documents in ${values.out}\n`);
}
