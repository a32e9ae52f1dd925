import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import pg from 'pg';
import { type Database, PUBLIC_VIEWER } from '../database/index.ts';
import { invariant } from '../errors/index.ts';
import { JOBS_RIGHTS } from './rights.ts';
import { JOBS_SCHEMA } from './settings.ts';

/** The version of pg-boss's schema; read from its package file, because loading pg-boss itself takes 85 ms of every start. */
const { pgboss } = createRequire(import.meta.url)('pg-boss/package.json') as { pgboss: { schema: number } };

const rightsHash = createHash('sha256').update(JOBS_RIGHTS.join()).digest('hex').slice(0, 12);

/** Says what is installed; another text is another state of the schema. */
export const JOBS_MARK = `stadttor jobs ${pgboss.schema} ${rightsHash}`;

const MARK = `select obj_description(to_regnamespace('${JOBS_SCHEMA}'), 'pg_namespace') as mark`;

/** At every start: one small query on a connection that is open anyway; a connection of its own would cost some 20 ms. */
export async function ensureJobs(database: Database, ownerUrl: string): Promise<void> {
  const [row] = await database.reading(PUBLIC_VIEWER, ({ sql }) => sql<{ mark: string | null }>(MARK));
  if (row?.mark !== JOBS_MARK) await installJobs(ownerUrl);
}

/** Installs or migrates pg-boss as the owner of the database. Several processes may do it at once. */
export async function installJobs(ownerUrl: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    if (await isInstalled(owner)) return;
    await owner.query('select pg_advisory_lock(7355609)');
    // Whoever held the lock before us may have done it all.
    if (!(await isInstalled(owner))) await install(owner);
  } finally {
    // Ends the lock as well.
    await owner.end();
  }
}

/** The mark is set last, so that an installation that was cut off is done again. */
async function install(owner: pg.Client): Promise<void> {
  const { getConstructionPlans, getMigrationPlans } = await import('pg-boss');
  const found = await installedVersion(owner);
  invariant(found <= pgboss.schema, 'the jobs in this database are not those of a newer release');
  if (found === 0) await owner.query(getConstructionPlans(JOBS_SCHEMA));
  else if (found < pgboss.schema) await owner.query(getMigrationPlans(JOBS_SCHEMA, found));
  await owner.query([...JOBS_RIGHTS, `comment on schema ${JOBS_SCHEMA} is '${JOBS_MARK}'`].join(';\n'));
}

async function isInstalled(owner: pg.Client): Promise<boolean> {
  const { rows } = await owner.query<{ mark: string | null }>(MARK);
  return rows[0]?.mark === JOBS_MARK;
}

async function installedVersion(owner: pg.Client): Promise<number> {
  const { rows } = await owner.query(`select to_regclass('${JOBS_SCHEMA}.version') is not null as made`);
  if (!rows[0].made) return 0;
  const { rows: versions } = await owner.query<{ version: number }>(`select version from ${JOBS_SCHEMA}.version`);
  return versions[0]?.version ?? 0;
}
