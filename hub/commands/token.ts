import '../quiet-runtime.ts';
import { parseArgs } from 'node:util';
import { readHubConfig } from '../config.ts';
import { fetchToken } from '../fetch-token.ts';
import { loadSecret } from '../secret.ts';

/** `npm run -s token -- erika [--trust high] [--client waste-app] [--scope "..."]`: prints a bearer token, nothing else. */
const LEVELS = ['BASIC', 'SUBSTANTIAL', 'HIGH'];

const { values, positionals } = parseArgs({
  options: {
    trust: { type: 'string', default: 'substantial' },
    client: { type: 'string', default: 'portal' },
    scope: { type: 'string' },
  },
  allowPositionals: true,
});
const [persona] = positionals;
const level = values.trust.toUpperCase();
const config = readHubConfig(process.env);

try {
  if (!persona) throw new Error('Whose token? Name a demo person: npm run -s token -- erika');
  if (!LEVELS.includes(level)) throw new Error(`--trust is one of ${LEVELS.join(', ').toLowerCase()}.`);
  if (config.production) throw new Error('Demo persons exist only where the sandbox runs.');
  const { publicUrl } = config;
  const secret = loadSecret(config);
  const { client, scope } = values;
  process.stdout.write(`${await fetchToken({ publicUrl, secret, persona, level, client, scope })}\n`);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
