import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startTestHub, type TestHub } from './test-hub.ts';

const ROOT = join(import.meta.dirname, '..');

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
}, 180_000);
afterAll(() => hub.stop());

async function run(file: string): Promise<{ code: number | null; output: string }> {
  const path = join(ROOT, 'examples', 'clients', file);
  const [command, args] = file.endsWith('.sh')
    ? ['sh', [path]]
    : [process.execPath, [join(ROOT, 'bin', 'run.mjs'), path]];
  const env = { ...process.env, HUB: hub.url, TOKEN: await hub.as('erika').token(), NODE_OPTIONS: '' };
  const child = spawn(command as string, args as string[], { env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })));
}

it.each([['apollo-client.ts'], ['urql.ts'], ['graphql-ws.ts'], ['graphql-sse.ts'], ['curl.sh']])(
  '%s asks, follows, and after a pause hears what it missed',
  async (file) => {
    const { code, output } = await run(file);
    const lines = output.trim().split('\n');
    expect({ code, lines }).toMatchObject({
      code: 0,
      lines: [/^I am Erika/, /^live: /, /^missed, then delivered: /].map((line) => expect.stringMatching(line)),
    });
  },
  120_000,
);
