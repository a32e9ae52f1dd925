import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';

/** One guard (Schutzmaßnahme) of the hub, the test file of its attack table, and the beginning of the row's title. */
export interface Sabotage {
  readonly guard: string;
  readonly file: string;
  readonly row: string;
}

const ROOT = join(import.meta.dirname, '..', '..');
const ONE_MS = 240_000;

/**
 * Sabotage: takes one guard out at a time and sees its row turn red; with all of them in place the same rows are green. Each runs in a
 * process of its own, whose test file hands `SABOTAGE` to the replacement of that name before it loads the hub.
 */
export function itTurnsRed(sabotages: readonly Sabotage[]): void {
  it.each(sabotages)(
    '$guard turns $row red',
    (sabotage) => {
      expect(run(sabotage, sabotage.guard)).toEqual({ passed: 0, failed: 1 });
    },
    ONE_MS,
  );

  it.each(sabotages)(
    '$guard is what turns it red: in place, $row is green',
    (sabotage) => {
      expect(run(sabotage, '')).toEqual({ passed: 1, failed: 0 });
    },
    ONE_MS,
  );
}

function run({ file, row }: Sabotage, guard: string): { passed: number; failed: number } {
  const { stdout } = spawnSync(
    process.execPath,
    [
      ...['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '--json', '--silent', '--runInBand'],
      ...['--runTestsByPath', file, '-t', row],
    ],
    { cwd: ROOT, encoding: 'utf8', env: { ...process.env, SABOTAGE: guard, NODE_NO_WARNINGS: '1' } },
  );
  const { numPassedTests, numFailedTests } = JSON.parse(stdout.slice(stdout.indexOf('{'))) as Record<string, number>;
  return { passed: numPassedTests ?? 0, failed: numFailedTests ?? 0 };
}
