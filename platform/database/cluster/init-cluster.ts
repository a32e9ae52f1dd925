import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ClusterStartError } from './errors.ts';
import { serverEnvironment } from './server-settings.ts';
import { handOver, type ServerUser } from './server-user.ts';

export const SUPERUSER = 'postgres';

const passwordFile = (cluster: string): string => join(cluster, 'superuser.password');

/** The superuser's password; it lies in the cluster, so that both come and go together. */
export const readPassword = (cluster: string): string => readFileSync(passwordFile(cluster), 'utf8').trim();

export interface InitOptions {
  cluster: string;
  initdb: string;
  user: ServerUser | undefined;
  durable: boolean;
}

/** Runs initdb in a folder of its own, with a random superuser password in a file that only the server's user reads. */
export async function initCluster({ cluster, initdb, user, durable }: InitOptions): Promise<void> {
  const draft = `${cluster}.password`;
  rmSync(cluster, { recursive: true, force: true });
  mkdirSync(cluster, { mode: 0o700 });
  handOver(cluster, user);
  writeFileSync(draft, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
  handOver(draft, user);
  try {
    await run(initdb, initArguments(cluster, draft, durable), user);
    renameSync(draft, passwordFile(cluster));
  } catch (cause) {
    rmSync(cluster, { recursive: true, force: true });
    rmSync(draft, { force: true });
    throw new ClusterStartError(`initdb failed: ${outputOf(cause)}`, { folder: cluster }, cause);
  }
}

/** The builtin locale sorts and folds alike on every machine; German order is asked for by name (`collate "de-x-icu"`). */
const initArguments = (cluster: string, passwordDraft: string, durable: boolean): string[] => [
  `--pgdata=${cluster}`,
  `--username=${SUPERUSER}`,
  `--pwfile=${passwordDraft}`,
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--no-instructions',
  ...(durable ? [] : ['--no-sync']),
];

// From the root folder: the server's user may not be allowed into ours.
const run = (program: string, args: string[], user: ServerUser | undefined) =>
  promisify(execFile)(program, args, { ...user, cwd: '/', env: serverEnvironment() });

const outputOf = (cause: unknown): string => (cause as { stderr?: string }).stderr?.trim() || String(cause);
