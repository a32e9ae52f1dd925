import { execFileSync } from 'node:child_process';
import { chownSync, lchownSync, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The account the server runs as. `undefined` elsewhere in this folder means: as ourselves. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

const UNPRIVILEGED = ['postgres', 'nobody'];

export const isRoot = (): boolean => process.getuid?.() === 0;

/**
 * PostgreSQL refuses to run as root, so root hands it to the owner of the cluster, or for a new one to `postgres`, else
 * `nobody`. An ordinary user runs it as herself.
 */
export function serverUser(existingCluster?: string): ServerUser | undefined {
  if (!isRoot()) return undefined;
  const owner = existingCluster === undefined ? undefined : statSync(existingCluster);
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : firstKnownUser();
}

function firstKnownUser(): ServerUser {
  for (const name of UNPRIVILEGED) {
    const [uid, gid] = [idOf('-u', name), idOf('-g', name)];
    if (uid !== undefined && gid !== undefined) return { uid, gid };
  }
  // The kernel needs no entry in /etc/passwd; 65534 is nobody everywhere.
  return { uid: 65534, gid: 65534 };
}

/** Asks `id` instead of reading /etc/passwd: on macOS and with a directory service the file is not the whole truth. */
function idOf(flag: '-u' | '-g', name: string): number | undefined {
  try {
    return Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }));
  } catch {
    return undefined;
  }
}

/** True when the user may enter every folder down to `path` (a 0700 home in between is the usual obstacle). */
export function canReach(path: string, user: ServerUser | undefined): boolean {
  if (!user) return true;
  for (let at = realpathSync(path); ; at = dirname(at)) {
    if (!canEnter(at, user)) return false;
    if (at === dirname(at)) return true;
  }
}

function canEnter(folder: string, { uid, gid }: ServerUser): boolean {
  const entry = statSync(folder);
  const shift = entry.uid === uid ? 6 : entry.gid === gid ? 3 : 0;
  return ((entry.mode >> shift) & 0o1) === 1;
}

/** Gives a file or folder to the user; nothing to do when we run the server ourselves. */
export function handOver(path: string, user: ServerUser | undefined): void {
  if (user) chownSync(path, user.uid, user.gid);
}

/** Gives a whole tree to the user, without following links out of it: a restored backup may belong to root. */
export function handOverTree(path: string, user: ServerUser | undefined): void {
  if (!user || lstatSync(path).uid === user.uid) return;
  for (const entry of readdirSync(path, { recursive: true, encoding: 'utf8' }))
    lchownSync(join(path, entry), user.uid, user.gid);
  lchownSync(path, user.uid, user.gid);
}
