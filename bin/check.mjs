/** `npm run check`: lint, types, format, generated files, then the tests. The first failure ends it. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { installWhatIsMissing, root } from './install.mjs';
import { findNode } from './node.mjs';

installWhatIsMissing();
const local = (name) => join(root, 'node_modules', '.bin', name);
const script = (file, ...rest) => [findNode(), join(root, 'bin', 'run.mjs'), file, ...rest];

const SOURCES = ['platform', 'gateway', 'subgraphs', 'hub', 'sandbox'];

const STEPS = [
  ['lint and format', local('biome'), 'ci', '--error-on-warnings', '.'],
  ['types', local('tsc')],
  ['import arrows', findNode(), local('depcruise'), '--output-type', 'err', ...SOURCES],
  ['service catalogue', ...script('subgraphs/townhall/modules/catalogue/check.ts', 'check')],
  ['schema', ...script('hub/generate/schema.ts', '--check')],
  ['error codes', ...script('hub/generate/errors.ts', '--check')],
  ['generated types', ...script('hub/generate/types.ts', '--check')],
];

for (const [title, command, ...args] of STEPS) {
  const started = Date.now();
  const { status } = spawnSync(command, args, { cwd: root, stdio: ['ignore', process.stderr, 'inherit'] });
  process.stderr.write(
    `${status === 0 ? 'ok  ' : 'FAIL'} ${title} (${((Date.now() - started) / 1000).toFixed(1)} s)\n`,
  );
  if (status !== 0) {
    process.stdout.write('0 passed, 1 failed\n');
    process.exit(1);
  }
}
const { status } = spawnSync('npm', ['run', '-s', 'test'], { cwd: root, stdio: 'inherit' });
process.exit(status ?? 1);
