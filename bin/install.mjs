/** Installs what is missing, once per state of the lock file. Plain JavaScript: it runs on the Node of the machine. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..');
const stamp = join(root, 'node_modules', '.stadttor-install');

const stateOfLock = () => {
  const hash = createHash('sha256');
  for (const file of ['package.json', 'package-lock.json']) hash.update(readFileSync(join(root, file)));
  return hash.digest('hex');
};

const isInstalled = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === stateOfLock();

/** `npm install`, not `npm ci`: registries may lack builds for other platforms, which `ci` calls out of sync. */
export function installWhatIsMissing() {
  if (isInstalled()) return;
  process.stderr.write('Installing dependencies, this takes about a minute the first time ...\n');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status } = spawnSync(npm, ['install', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    // Standard output belongs to the command itself: `npm run -s token` prints a token and nothing else.
    stdio: ['ignore', process.stderr, 'inherit'],
  });
  if (status !== 0) {
    process.stderr.write('npm install failed; see above.\n');
    process.exit(status ?? 1);
  }
  writeFileSync(stamp, stateOfLock());
}
