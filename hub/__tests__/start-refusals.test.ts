import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '..', '..');
const PRODUCTION = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://tor.example',
  STADTTOR_SECRET: 'x'.repeat(32),
  DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/postgres',
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stadttor-refusal-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Starts the hub with these settings alone, as an operator would, and waits for its end. */
function start(env: Readonly<Record<string, string>>): Promise<{ code: number | null; output: string }> {
  const dataFolder = join(folder, 'data');
  const child = spawn(process.execPath, [join(ROOT, 'bin', 'run.mjs'), 'hub/commands/start.ts'], {
    env: { PATH: process.env.PATH, STADTTOR_DATA: dataFolder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      output += chunk;
    });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })));
}

describe('npm start', () => {
  it('stops when the sandbox is on in production, and touches nothing', async () => {
    const { code, output } = await start({ ...PRODUCTION, SANDBOX: 'on' });
    expect(code).toBe(1);
    expect(output).toContain('did not start. SANDBOX: must be off in production');
    expect(output).not.toContain('ready');
    expect(existsSync(join(folder, 'data'))).toBe(false);
  });

  it('stops when the database does not answer, and names the host without the password', async () => {
    const databaseUrl = 'postgresql://admin:geheim@127.0.0.1:1/postgres';
    const { code, output } = await start({ ...PRODUCTION, DATABASE_URL: databaseUrl });
    expect(code).toBe(1);
    expect(output).toContain('127.0.0.1');
    expect(output).not.toContain('geheim');
  });
});
