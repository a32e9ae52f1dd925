/** Finds a Node that is new enough: the one that runs already, else the one the npm package brought. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './install.mjs';

const WANTED_MAJOR = 26;

export const isNewEnough = Number(process.versions.node.split('.')[0]) >= WANTED_MAJOR;

export function findNode() {
  if (isNewEnough) return process.execPath;
  const brought = join(root, 'node_modules', '.bin', 'node');
  if (existsSync(brought)) return brought;
  process.stderr.write(`Stadttor needs Node ${WANTED_MAJOR}; for this platform npm brings none. Please install it.\n`);
  process.exit(1);
}
