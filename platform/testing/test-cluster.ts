import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, statfsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { existingCluster } from '../database/cluster/cluster-folder.ts';
import { withConnection } from '../database/cluster/connect.ts';
import { startEmbeddedCluster } from '../database/cluster/launcher.ts';
import { runningPostmaster } from '../database/cluster/postmaster.ts';
import { isSupportedVersion } from '../database/cluster/server-version.ts';
import { stopServer } from '../database/cluster/stop-server.ts';
import { invariant } from '../errors/hub-error.ts';

const MEMORY = '/dev/shm';
/** Templates and clones take some 10 MB each; containers often give this folder 64 MB. */
const ENOUGH_BYTES = 2 * 1024 ** 3;

/** Nothing here must outlive the machine, and making the 300 files of a clone in memory is ten times faster than on a disk. */
function shelf(): string {
  try {
    accessSync(MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize >= ENOUGH_BYTES ? MEMORY : tmpdir();
  } catch {
    return tmpdir();
  }
}

/** Memory that fills up during a run must not move a folder that is in use: one that exists stays the choice. */
function chooseFolder(name: string): string {
  const inMemory = join(MEMORY, name);
  return existsSync(inMemory) ? inMemory : join(shelf(), name);
}

/** One server per checkout and user: runs of two branches, or of root and somebody else, do not meet. */
export function testFolder(): string {
  const checkout = join(import.meta.dirname, '..', '..');
  const key = createHash('sha256').update(`${checkout} ${process.getuid?.()}`).digest('hex').slice(0, 12);
  const folder = chooseFolder(`stadttor-test-${key}`);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  invariant(statSync(folder).uid === (process.getuid?.() ?? 0), `${folder} belongs to us`);
  return folder;
}

/**
 * The PostgreSQL of the tests: started by the first who asks, shared by all Jest workers and runs of this checkout,
 * stopped by the teardown of the last run. `STADTTOR_TEST_DATABASE_URL` (a superuser's) names another server; one older
 * than 17 is passed over.
 */
export async function testCluster(): Promise<{ adminUrl: string }> {
  const own = process.env.STADTTOR_TEST_DATABASE_URL;
  if (own && (await isNewEnough(own))) return { adminUrl: own };
  const { adminUrl } = await startEmbeddedCluster({ dataFolder: testFolder(), durable: false });
  return { adminUrl };
}

const isNewEnough = (url: string): Promise<boolean> =>
  withConnection(url, async (client) => {
    const { rows } = await client.query<{ number: number }>(
      `select current_setting('server_version_num')::int as number`,
    );
    return isSupportedVersion(rows[0]?.number ?? 0);
  });

/** True when asking for the server would not start one. */
export const isTestClusterUp = (): boolean => {
  if (process.env.STADTTOR_TEST_DATABASE_URL) return true;
  const cluster = existingCluster(testFolder());
  return cluster !== undefined && runningPostmaster(cluster) !== undefined;
};

/** Stops the embedded server; one that was given by URL is not ours to stop. */
export async function stopTestCluster(): Promise<void> {
  const cluster = existingCluster(testFolder());
  if (cluster) await stopServer(cluster);
}
