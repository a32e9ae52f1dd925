import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { deepTests } from '../deep-tests.ts';

/**
 * `npm run test:deep [-- NAME...]`: the full matrices (`*.deep.test.ts`), all or those of these names, one file after the
 * other, since many of them kill, flood or measure. Ends like `npm test` with the line `N passed, N failed`.
 */
const ROOT = join(import.meta.dirname, '..', '..');
const found = deepTests(globSync('**/*.deep.test.ts', { cwd: ROOT, exclude: ['node_modules'] }), process.argv.slice(2));

if (found.unknown.length > 0) {
  process.stderr.write(`No deep test is called ${found.unknown.join(', ')}. There is: ${found.names.join(', ')}\n`);
  process.stdout.write('0 passed, 1 failed\n');
  process.exitCode = 1;
} else process.exitCode = runTests(found.files);

function runTests(files: readonly string[]): number {
  // The ordinary run leaves the deep ones out; here that rule is lifted and these files alone are meant.
  const args = [
    '--testPathIgnorePatterns=/node_modules/',
    '--runInBand',
    '--passWithNoTests',
    '--runTestsByPath',
    ...files,
  ];
  const none = ['--testMatch=**/*.deep.test.ts', '--testPathIgnorePatterns=/node_modules/', '--passWithNoTests'];
  const { status } = spawnSync(process.execPath, [join(ROOT, 'bin', 'test.mjs'), ...(files.length > 0 ? args : none)], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  return status ?? 1;
}
