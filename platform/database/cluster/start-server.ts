import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { MINUTE } from '../../time.ts';
import { ClusterStartError } from './errors.ts';
import { freePort } from './free-port.ts';
import { isPostmasterOf, type Postmaster, removeStrangersLock, runningPostmaster } from './postmaster.ts';
import { setAsideLongLog, tailOf } from './server-log.ts';
import { serverArguments, serverEnvironment } from './server-settings.ts';
import type { ServerUser } from './server-user.ts';
import { takesConnections } from './takes-connections.ts';

export interface StartOptions {
  cluster: string;
  postgres: string;
  user: ServerUser | undefined;
  durable: boolean;
  logFile: string;
}

/** Replaying the log after a crash takes its time; more than this it does not. */
const START_TIMEOUT_MS = 2 * MINUTE;
/** A port taken in between, or the remains of a server killed just now, deserve another try. */
const ATTEMPTS = 5;
const POLL_MS = 5;

/**
 * Joins the server that runs on the cluster, or starts one and waits until it takes connections. PostgreSQL's own lock
 * file decides between several starters: the losers see the winner's server come up and join it.
 */
export async function startServer(options: StartOptions): Promise<Postmaster & { reused: boolean }> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  let child: ChildProcess | undefined;
  for (let attempt = 0; Date.now() < deadline; ) {
    const server = runningPostmaster(options.cluster);
    if (server?.state === 'ready' && (await isReallyThere(server, options.cluster)))
      return { ...server, reused: server.pid !== child?.pid };
    if (server || isUnderWay(child)) {
      await sleep(POLL_MS);
      continue;
    }
    if (attempt++ === ATTEMPTS) break;
    // Nothing to wait for before the first try; later ones give the remains time to go.
    await sleep((attempt - 1) * 100);
    child = await launch(options);
  }
  const { cluster, logFile } = options;
  throw new ClusterStartError(`Its log ends: ${tailOf(logFile)}`, { folder: cluster, logFile });
}

/** Listening, and after the answer still alive: of two moments one is after a kill. */
const isReallyThere = async ({ pid, port }: Postmaster, cluster: string): Promise<boolean> =>
  (await takesConnections(port)) && isPostmasterOf(pid, cluster);

// Not through a link: in a folder that is not root's, root must not write where somebody else points.
const LOG_FLAGS = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW;

const isUnderWay = (child: ChildProcess | undefined): boolean =>
  child?.pid !== undefined && child.exitCode === null && child.signalCode === null;

/** In a session of its own, so that Ctrl-C at the hub reaches only the hub, which then stops the server in order. */
async function launch({ cluster, postgres, user, durable, logFile }: StartOptions): Promise<ChildProcess> {
  setAsideLongLog(logFile);
  removeStrangersLock(cluster);
  const args = serverArguments(cluster, { port: await freePort(), durable });
  const log = openSync(logFile, LOG_FLAGS, 0o600);
  const child = spawn(postgres, args, {
    ...user,
    cwd: '/',
    env: serverEnvironment(),
    detached: true,
    stdio: ['ignore', log, log],
  });
  child.on('error', () => {});
  child.unref();
  closeSync(log);
  return child;
}
