import { setTimeout as sleep } from 'node:timers/promises';
import { SECOND } from '../../time.ts';
import { isPostmasterOf, runningPostmaster } from './postmaster.ts';

/** PostgreSQL's signals: SIGINT ends connections and writes everything out, SIGQUIT leaves the rest to the next start. */
const FAST = { signal: 'SIGINT', timeoutMs: 20 * SECOND } as const;
const IMMEDIATE = { signal: 'SIGQUIT', timeoutMs: 5 * SECOND } as const;

/** Stops the server of this cluster, if one runs, and returns when it is gone. */
export async function stopServer(cluster: string): Promise<void> {
  const server = runningPostmaster(cluster);
  if (!server) return;
  for (const { signal, timeoutMs } of [FAST, IMMEDIATE]) {
    process.kill(server.pid, signal);
    if (await isGone(server.pid, cluster, timeoutMs)) return;
  }
}

async function isGone(pid: number, cluster: string, timeoutMs: number): Promise<boolean> {
  for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; await sleep(5))
    if (!isPostmasterOf(pid, cluster)) return true;
  return false;
}
