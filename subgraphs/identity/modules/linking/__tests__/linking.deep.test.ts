import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { SABOTAGES } from './attacks/sabotage.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..', '..');

/** Runs one row of a table in a process of its own, with one guard taken out. */
function runSabotaged(guard: string, file: string, row: string): { passed: number; failed: number } {
  const { stdout } = spawnSync(
    process.execPath,
    [
      ...['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '--json', '--silent', '--runInBand'],
      ...['--runTestsByPath', join(import.meta.dirname, `${file}.test.ts`), '-t', `holds ${row}:`],
    ],
    { cwd: ROOT, encoding: 'utf8', env: { ...process.env, SABOTAGE: guard, NODE_NO_WARNINGS: '1' } },
  );
  const { numPassedTests, numFailedTests } = JSON.parse(stdout.slice(stdout.indexOf('{'))) as Record<string, number>;
  return { passed: numPassedTests ?? 0, failed: numFailedTests ?? 0 };
}

describe('a guard that is taken out', () => {
  it.each(SABOTAGES)(
    '%s turns row %s %s red',
    (guard, file, row) => {
      expect(runSabotaged(guard, file, row)).toEqual({ passed: 0, failed: 1 });
    },
    120_000,
  );

  it('is what turns it red: with all of them in place the same rows are green', () => {
    const rows = SABOTAGES.map(([, file, row]) => runSabotaged('', file, row));
    expect(rows).toEqual(rows.map(() => ({ passed: 1, failed: 0 })));
  }, 600_000);
});
