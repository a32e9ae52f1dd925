import { mkdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClusterStartError } from './errors.ts';
import { canReach, type ServerUser } from './server-user.ts';

/** Where root puts what the unprivileged user cannot reach: in this order, the second is lost when /tmp is emptied. */
const CANDIDATES = () => ['/var/lib/stadttor', join(tmpdir(), 'stadttor')];

/** A folder of the machine, owned by us and writable by nobody else, that the user of the server can reach. */
export function systemFolder(user: ServerUser | undefined, candidates = CANDIDATES()): string {
  const found = candidates.find((folder) => isUsable(folder, user));
  if (found) return found;
  throw new ClusterStartError(`None of ${candidates.join(', ')} can be used; set DATABASE_URL.`, {
    folder: candidates[0] ?? '',
  });
}

function isUsable(folder: string, user: ServerUser | undefined): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    const { uid, mode } = statSync(folder);
    // Somebody else may have made a folder of that name below /tmp and would own our database.
    return uid === process.getuid?.() && (mode & 0o022) === 0 && canReach(folder, user);
  } catch {
    return false;
  }
}
