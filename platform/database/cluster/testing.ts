import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { testFolder } from '../../testing/test-cluster.ts';
import { clusterPlace, existingCluster } from './cluster-folder.ts';
import { withConnection } from './connect.ts';
import { type Cluster, type ClusterOptions, startEmbeddedCluster } from './launcher.ts';
import { readLockFile } from './postmaster.ts';
import { stopServer } from './stop-server.ts';

/**
 * For the tests of this folder: a data folder of their own, whose server is stopped and whose files
 * are removed at the end. `mode` is that of the folder above it.
 */
export async function withDataFolder(work: (dataFolder: string) => Promise<void>, mode = 0o755): Promise<void> {
  const room = mkdtempSync(join(testFolder(), 'data-'));
  // What mkdtemp makes only we may enter, and the server runs as somebody else when we are root.
  chmodSync(room, mode);
  const dataFolder = join(room, 'data');
  mkdirSync(dataFolder);
  try {
    await work(dataFolder);
  } finally {
    await removeCluster(dataFolder);
    rmSync(room, { recursive: true, force: true });
  }
}

async function removeCluster(dataFolder: string): Promise<void> {
  if (!existsSync(join(clusterPlace(dataFolder), 'PG_VERSION'))) return;
  const cluster = existingCluster(dataFolder) ?? '';
  await stopServer(cluster);
  rmSync(realpathSync(cluster), { recursive: true, force: true });
}

/** A cluster without fsync: what is tested is the launcher, not the disk. */
export const startQuick = (dataFolder: string, options: Partial<ClusterOptions> = {}): Promise<Cluster> =>
  startEmbeddedCluster({ dataFolder, durable: false, ...options });

/** The first column of the first row. */
export const askOne = (url: string, statement: string): Promise<unknown> =>
  withConnection(url, async (client) => Object.values((await client.query(statement)).rows[0] ?? {})[0]);

/** Another Node process that runs a piece of code and then lives on; resolves when it has printed its first line. */
export async function otherProcess(code: string): Promise<{ child: ChildProcess; line: string }> {
  const register = join(import.meta.dirname, '..', '..', '..', 'bin', 'register.mjs');
  const body = `const here = ${JSON.stringify(import.meta.dirname)};\n${code}\nsetInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--import', register, '--input-type=module', '-e', body], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, line: String(line).trim() };
}

/** As the kernel or an impatient operator does it: no chance to tidy up. */
export async function killHard(child: ChildProcess): Promise<void> {
  const gone = once(child, 'close');
  child.kill('SIGKILL');
  await gone;
}

/** The process of the server that the lock file names. */
export function serverPid(dataFolder: string): number {
  return readLockFile(realpathSync(clusterPlace(dataFolder)))?.pid ?? 0;
}

/** Real user id of a process (Linux). */
export const userOf = (pid: number): number =>
  Number(/^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
