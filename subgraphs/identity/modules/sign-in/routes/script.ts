import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Handler } from '../../../routes/parts.ts';

const library = join(
  dirname(createRequire(import.meta.url).resolve('@simplewebauthn/browser')),
  '../dist/bundle/index.umd.min.js',
);
const SCRIPTS: Readonly<Record<string, string>> = {
  'webauthn.js': readFileSync(library, 'utf8'),
  'passkey.js': readFileSync(join(import.meta.dirname, 'passkey.js'), 'utf8'),
};

/** What pages with passkeys load: the only scripts of the hub's sign-in, both files of its own. */
export const SCRIPT_TAGS = Object.keys(SCRIPTS)
  .map((name) => `<script src="/sign-in/script/${name}" defer></script>`)
  .join('\n');

/** `GET /sign-in/script/:name`. */
export const sendScript: Handler = async (_parts, { params, response }) => {
  const script = SCRIPTS[params.name ?? ''];
  response.statusCode = script ? 200 : 404;
  response.setHeader('content-type', 'text/javascript; charset=utf-8');
  response.setHeader('cache-control', 'max-age=3600');
  response.setHeader('x-content-type-options', 'nosniff');
  response.end(script ?? '');
};
