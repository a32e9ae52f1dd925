import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadSecret } from './secret.ts';

let dataFolder: string;
beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'stadttor-secret-'));
});
afterEach(() => rmSync(dataFolder, { recursive: true, force: true }));

const fromFile = () => loadSecret({ dataFolder, secret: undefined });
const REGISTER = join(import.meta.dirname, '..', 'bin', 'register.mjs');
const SCRIPT = `
  const { loadSecret } = await import(${JSON.stringify(join(import.meta.dirname, 'secret.ts'))});
  process.stdout.write(loadSecret({ dataFolder: process.argv[1] }));`;

function inProcessOfItsOwn(): Promise<string> {
  const child = spawn(process.execPath, ['--import', REGISTER, '--input-type=module', '--eval', SCRIPT, dataFolder]);
  let printed = '';
  child.stdout.on('data', (chunk) => {
    printed += chunk;
  });
  return new Promise((resolve) => child.once('close', () => resolve(printed)));
}

describe('the secret of the hub', () => {
  it('is made at the first start and stays', () => {
    const first = fromFile();
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(fromFile()).toBe(first);
  });

  it('is another one in another folder', () => {
    const elsewhere = join(dataFolder, 'elsewhere');
    expect(loadSecret({ dataFolder: elsewhere, secret: undefined })).not.toBe(fromFile());
  });

  it('can be read by its owner alone, and leaves no draft behind', () => {
    fromFile();
    expect(statSync(join(dataFolder, 'secret')).mode & 0o777).toBe(0o600);
    expect(readdirSync(dataFolder)).toEqual(['secret']);
  });

  it('comes from the environment where that has one, and is not written down', () => {
    expect(loadSecret({ dataFolder, secret: 'from the environment' })).toBe('from the environment');
    expect(readdirSync(dataFolder)).toEqual([]);
  });

  it('is the same for first starts at the same moment', async () => {
    const secrets = await Promise.all(Array.from({ length: 4 }, inProcessOfItsOwn));
    expect(new Set(secrets)).toEqual(new Set([readFileSync(join(dataFolder, 'secret'), 'utf8')]));
  });

  it('stops the start when its file was cut off, instead of sealing with nothing', () => {
    writeFileSync(join(dataFolder, 'secret'), '');
    expect(fromFile).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  });
});
