import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { CATALOGUE_FOLDER, main } from './check.ts';
import { TestFolder } from './test-folder.ts';

const run = (...args: string[]) => {
  const lines: string[] = [];
  return { code: main(args, (line) => lines.push(line)), text: lines.join('\n') };
};

describe('catalogue check', () => {
  it('prints a line per file and ends with 0 when all is well', () => {
    const { code, text } = run('check');
    expect(code).toBe(0);
    expect(text).toMatch(/^geburtsurkunde\.yaml +ok$/m);
    expect(text).toMatch(/\d+ services, 0 problems$/);
  });

  it('names file, place and rule of a problem and ends with 1', () => {
    using folder = new TestFolder().edit('wohngeld.yaml', (service) => Object.assign(service, { office: 4711 }));
    const { code, text } = run('check', folder.path);
    expect(code).toBe(1);
    expect(text).toMatch(/^wohngeld\.yaml +1 problem\n {2}\/office {2}\[office-known\] /m);
  });

  it('does not guess what an unknown command means', () => {
    expect(run('fix').code).toBe(2);
  });

  it('works from any folder', async () => {
    const root = join(CATALOGUE_FOLDER, '..');
    const command = join(root, 'subgraphs/townhall/modules/catalogue/check.ts');
    const args = ['--import', join(root, 'bin/register.mjs'), command, 'check'];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: tmpdir() });
    expect(stdout).toContain('0 problems');
  });
});
