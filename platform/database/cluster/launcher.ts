import { mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { runnableBinaries } from './binaries.ts';
import { clusterPlace, createCluster, existingCluster } from './cluster-folder.ts';
import { type ClusterLogger, silentLogger } from './cluster-logger.ts';
import { databaseUrl } from './database-url.ts';
import { readPassword, SUPERUSER } from './init-cluster.ts';
import { handOverTree, serverUser } from './server-user.ts';
import { startServer } from './start-server.ts';
import { stopServer } from './stop-server.ts';

export interface ClusterOptions {
  /** Created when missing. The cluster lies in `<dataFolder>/postgres`, the server's log in `<dataFolder>/postgres.log`. */
  dataFolder: string;
  logger?: ClusterLogger;
  /** False only for tests: no fsync. Default: true. */
  durable?: boolean;
}

/** The embedded PostgreSQL server of one data folder, running. */
export interface Cluster {
  /** The superuser's URL of the database `postgres`. It holds the password: never log it. */
  readonly adminUrl: string;
  readonly port: number;
  /** True when the server ran before: a second process, or an orphan of a killed hub. */
  readonly reused: boolean;
  /** Stops the server for everybody: open transactions roll back, committed ones stay. Call it only with the hub lock. */
  stop(): Promise<void>;
}

/**
 * Starts the real PostgreSQL of the data folder, or joins the one that runs there. Any number of processes may call this
 * at once; the server outlives them until one calls `stop`. Throws EMBEDDED_DATABASE_MISSING or DATABASE_START_FAILED.
 */
export async function startEmbeddedCluster(options: ClusterOptions): Promise<Cluster> {
  const { logger = silentLogger, durable = true } = options;
  mkdirSync(options.dataFolder, { recursive: true });
  const dataFolder = realpathSync(options.dataFolder);
  const existing = existingCluster(dataFolder);
  const user = serverUser(existing);
  const binaries = await runnableBinaries({ dataFolder, user, logger });
  if (existing) handOverTree(existing, user);
  const cluster = existing ?? (await createCluster({ dataFolder, initdb: binaries.initdb, user, durable, logger }));
  const logFile = join(dataFolder, 'postgres.log');
  const { port, reused } = await startServer({ cluster, postgres: binaries.postgres, user, durable, logFile });
  logger.info({ cluster: clusterPlace(dataFolder), port, reused }, 'PostgreSQL is ready');
  const adminUrl = databaseUrl({ port, user: SUPERUSER, password: readPassword(cluster), database: 'postgres' });
  return { adminUrl, port, reused, stop: () => stopServer(cluster) };
}
