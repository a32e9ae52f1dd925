import { createHash, randomBytes } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readdirSync, realpathSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { ClusterLogger } from './cluster-logger.ts';
import { ClusterStartError } from './errors.ts';
import { initCluster } from './init-cluster.ts';
import { isAlive } from './process-alive.ts';
import { canReach, type ServerUser } from './server-user.ts';
import { systemFolder } from './system-folder.ts';

export interface ClusterFolderOptions {
  dataFolder: string;
  initdb: string;
  user: ServerUser | undefined;
  durable: boolean;
  logger: ClusterLogger;
}

/** `<dataFolder>/postgres`: the cluster itself, or a link to it when its user cannot reach the data folder. */
export const clusterPlace = (dataFolder: string): string => join(dataFolder, 'postgres');

/** The real folder of an existing cluster, or `undefined` when there is none yet. Throws when it is out of our reach. */
export function existingCluster(dataFolder: string): string | undefined {
  const place = clusterPlace(dataFolder);
  const entry = lstatSync(place, { throwIfNoEntry: false });
  if (!entry) return undefined;
  if (!existsSync(place))
    throw new ClusterStartError(
      `${place} points to a folder that is gone: restore it, or remove the link to begin anew.`,
      {
        folder: place,
      },
    );
  const folder = realpathSync(place);
  if (existsSync(join(folder, 'PG_VERSION'))) return folder;
  throw new ClusterStartError(`${folder} is not a cluster, or belongs to another user; start the hub as that user.`, {
    folder,
  });
}

/**
 * Makes a cluster and puts it in place whole: a crash in between leaves a draft, never half a database. When two
 * processes do this at once, the slower one throws its draft away.
 */
export async function createCluster(options: ClusterFolderOptions): Promise<string> {
  const { dataFolder, user, logger } = options;
  removeDrafts(dataFolder);
  const inside = canReach(dataFolder, user);
  const draft = inside ? `${clusterPlace(dataFolder)}.new-${process.pid}` : outsideFolder(dataFolder, user);
  await initCluster({ ...options, cluster: draft });
  if (publish(draft, clusterPlace(dataFolder), inside) && !inside)
    logger.warn({ dataFolder, cluster: draft }, 'The database lies outside the data folder: its user cannot reach it');
  return realpathSync(clusterPlace(dataFolder));
}

/** What an initdb that was cut off left behind; drafts of live processes are theirs. */
function removeDrafts(dataFolder: string): void {
  for (const name of readdirSync(dataFolder)) {
    const pid = /^postgres\.new-(\d+)/.exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) rmSync(join(dataFolder, name), { recursive: true, force: true });
  }
}

/** A new name each time: who empties the data folder wants an empty database, not the old one. */
function outsideFolder(dataFolder: string, user: ServerUser | undefined): string {
  const shelf = join(systemFolder(user), 'clusters');
  mkdirSync(shelf, { recursive: true, mode: 0o755 });
  const key = createHash('sha256').update(realpathSync(dataFolder)).digest('hex').slice(0, 12);
  return join(shelf, `${key}-${randomBytes(4).toString('hex')}`);
}

function publish(draft: string, place: string, inside: boolean): boolean {
  try {
    if (inside) renameSync(draft, place);
    else symlinkSync(draft, place);
    return true;
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(place)) throw error;
    return false;
  }
}
