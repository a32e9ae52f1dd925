/** `npm test [-- jest arguments]`: runs Jest and closes with the line `N passed, N failed`. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installWhatIsMissing, root } from './install.mjs';
import { findNode } from './node.mjs';

installWhatIsMissing();
const folder = mkdtempSync(join(tmpdir(), 'stadttor-test-'));
const report = join(folder, 'report.json');
const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
const { status } = spawnSync(
  findNode(),
  [
    '--disable-warning=ExperimentalWarning',
    '--experimental-vm-modules',
    jest,
    '--json',
    `--outputFile=${report}`,
    ...process.argv.slice(2),
  ],
  // Jest prints its JSON to standard output as well; people read standard error.
  { cwd: root, stdio: ['inherit', 'ignore', 'inherit'], env: { ...process.env, NODE_ENV: 'test' } },
);
const { passed, failed } = countTests();
rmSync(folder, { recursive: true, force: true });
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exit(status === 0 && failed === 0 ? 0 : 1);

function countTests() {
  try {
    const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(report, 'utf8'));
    // A file that does not even load has no failed test of its own.
    return { passed: numPassedTests, failed: Math.max(numFailedTests, numFailedTestSuites > 0 ? 1 : 0) };
  } catch {
    return { passed: 0, failed: 1 };
  }
}
