import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
const READY = 'Stadttor is ready at ';

/** Runs `npm start` until it is ready, ends it in order, and gives the milliseconds the start took. */
export async function startAndStop(env: Readonly<Record<string, string>>): Promise<number> {
  const startedAt = performance.now();
  // A process group of its own: npm, the launcher and the hub are ended together.
  const child = spawn('npm', ['start', '--silent'], {
    cwd: ROOT,
    detached: true,
    env: { ...process.env, NODE_ENV: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  try {
    await ready(child);
    return performance.now() - startedAt;
  } finally {
    if (child.exitCode === null && child.pid) process.kill(-child.pid, 'SIGTERM');
    await ended;
  }
}

function ready(child: ChildProcess): Promise<void> {
  let printed = '';
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk) => {
        printed += chunk;
        if (printed.includes(READY)) resolve();
      });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`npm start ended with ${code}: ${printed}`)));
  });
}
