import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { Database, type MigrationStep, migrate, rowRules, SYSTEM_VIEWER, sql } from '../../database/index.ts';
import { LOG_SCHEMA } from '../../log/index.ts';
import { cloneDatabase, type TestDatabase, templateDatabase } from '../../testing/test-database.ts';
import { installJobs, JOBS_MARK, type JobPace } from '../index.ts';

/** As fast as pg-boss lets a test be. */
export const TEST_PACE: JobPace = { pollSeconds: 0.5, cronSeconds: 1, superviseSeconds: 1, drainSeconds: 1 };

const MIGRATIONS: readonly MigrationStep[] = [
  {
    name: '0001-effects',
    statements: [
      ...LOG_SCHEMA,
      'create table effect (job uuid not null, process int not null, note text not null)',
      ...rowRules('effect', {}),
    ],
  },
];

export interface JobsDatabase extends TestDatabase {
  readonly database: Database;
}

/** A database with the jobs installed, and a table in which runs leave their effects. */
export async function jobsDatabase(): Promise<JobsDatabase> {
  const key = createHash('sha256')
    .update(JSON.stringify(MIGRATIONS) + JOBS_MARK)
    .digest('hex');
  const template = await templateDatabase('jobs', key, async (ownerUrl) => {
    await migrate(ownerUrl, [], MIGRATIONS);
    await installJobs(ownerUrl);
  });
  const clone = await cloneDatabase(template);
  const database = await Database.open({ appUrl: clone.appUrl, entities: [] });
  const drop = async () => {
    await database.close();
    await clone.drop();
  };
  return { ...clone, database, drop };
}

export interface Effect {
  readonly job: string;
  readonly process: number;
  readonly note: string;
}

export const noteEffect = (database: Database, job: string, note: string): Promise<unknown> =>
  database.unitOfWork(
    SYSTEM_VIEWER,
    (work) => work.sql`insert into effect (job, process, note) values (${job}, ${process.pid}, ${note})`,
  );

export const effectsIn = (database: Database): Promise<Effect[]> =>
  database.reading(SYSTEM_VIEWER, (session) => session.sql<Effect>(sql`select job, process, note from effect`));

/** Asks again until the answer is true; the test's own timeout ends a wait in vain. */
export async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isSo())) await setTimeout(50);
}
