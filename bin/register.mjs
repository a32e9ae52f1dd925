/** Runs TypeScript as it stands: `node --import ./bin/register.mjs file.ts`. Compiled text is kept by content hash. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import module, { registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { swcOptions } from './swc.mjs';

process.setSourceMapsEnabled(true);
module.enableCompileCache?.();

const cacheFolder = join(import.meta.dirname, '..', 'node_modules', '.cache', 'stadttor');
/** The maps point to the files, which are at hand: without a copy of their text there is half as much to read at a start. */
const options = { ...swcOptions, sourceMaps: 'inline', inlineSourcesContent: false };
const settings = JSON.stringify(options);
/** swc is a native library of 60 MB: load it only when a file is not in the cache yet. */
let transformSync;
const loadSwc = () => (transformSync ??= module.createRequire(import.meta.url)('@swc/core').transformSync);

const compile = (source, filename) => {
  const key = createHash('sha256').update(settings).update(filename).update(source).digest('hex');
  const cached = join(cacheFolder, `${key}.mjs`);
  try {
    return readFileSync(cached, 'utf8');
  } catch {
    const { code } = loadSwc()(source, { ...options, filename });
    store(cached, code);
    return code;
  }
};

const store = (path, text) => {
  try {
    mkdirSync(cacheFolder, { recursive: true });
    const draft = `${path}.${process.pid}`;
    writeFileSync(draft, text);
    renameSync(draft, path);
  } catch {
    // A read-only checkout still runs; it only compiles again next time.
  }
};

registerHooks({
  load(url, context, next) {
    if (!url.startsWith('file:') || !/\.ts$/.test(new URL(url).pathname) || url.includes('/node_modules/'))
      return next(url, context);
    const filename = fileURLToPath(url);
    return { format: 'module', source: compile(readFileSync(filename, 'utf8'), filename), shortCircuit: true };
  },
});
