import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from './process-alive.ts';

/** A running server, as its lock file `postmaster.pid` tells it. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** `starting`, `ready` or `stopping`. */
  readonly state: string;
}

// Lines of postmaster.pid (PostgreSQL source, pidfile.h): 1 process, 4 port, 8 status.
const [PID_LINE, PORT_LINE, STATUS_LINE] = [0, 3, 7];

export const lockFile = (cluster: string): string => join(cluster, 'postmaster.pid');

/** What the lock file says, whether or not that server still lives. */
export function readLockFile(cluster: string): Postmaster | undefined {
  try {
    const lines = readFileSync(lockFile(cluster), 'utf8').split('\n');
    return {
      pid: Number(lines[PID_LINE]),
      port: Number(lines[PORT_LINE]),
      state: lines[STATUS_LINE]?.trim() || 'starting',
    };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The server that runs on this cluster now. A lock file left by kill -9 or a power cut does not count. */
export function runningPostmaster(cluster: string): Postmaster | undefined {
  const noted = readLockFile(cluster);
  return noted && isPostmasterOf(noted.pid, cluster) ? noted : undefined;
}

/**
 * A live process is not proof: after a reboot, or in a restarted container, the number belongs to somebody else. A
 * postmaster works in its cluster's folder and carries it in its command line.
 */
export function isPostmasterOf(pid: number, cluster: string): boolean {
  try {
    if (process.platform === 'linux') return readlinkSync(`/proc/${pid}/cwd`) === cluster && !isBackend(pid);
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes(`-D ${cluster}`);
  } catch {
    return false;
  }
}

/** Backends share the working folder; only the postmaster kept the command line it was started with. */
const isBackend = (pid: number): boolean => !readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('\0-D\0');

/**
 * Removes a lock file whose process number now belongs to a stranger: PostgreSQL itself would refuse to start. A file
 * of a dead process it replaces by itself, and that is left to it.
 */
export function removeStrangersLock(cluster: string): void {
  const noted = readLockFile(cluster);
  if (!noted || isPostmasterOf(noted.pid, cluster) || !isAlive(noted.pid)) return;
  const aside = `${lockFile(cluster)}.${process.pid}`;
  renameSync(lockFile(cluster), aside);
  rmSync(aside);
}
