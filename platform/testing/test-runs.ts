import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../database/cluster/process-alive.ts';
import { testFolder } from './test-cluster.ts';

const runsFolder = (): string => {
  const folder = join(testFolder(), 'runs');
  mkdirSync(folder, { recursive: true });
  return folder;
};

/** Notes that this Jest run may use the server, so that no other run stops it meanwhile. */
export const enterRun = (): void => writeFileSync(join(runsFolder(), String(process.pid)), '');

/** Takes the note back. True when no other run is left: runs that were killed count no more. */
export function leaveRun(): boolean {
  const folder = runsFolder();
  rmSync(join(folder, String(process.pid)), { force: true });
  return !readdirSync(folder).some((pid) => isAlive(Number(pid)) || void rmSync(join(folder, pid), { force: true }));
}
