import type { PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import { HOUR, SECOND } from '../time.ts';
import { JOBS_SCHEMA, type JobPace } from './settings.ts';

/** Per subgraph; the pool of the application has eight. */
const CONNECTIONS = 2;

/**
 * pg-boss at the subgraph's database, not started. It is loaded only now: a process that runs no job pays nothing for it.
 *
 * Its connections are direct ones that act as `v_system` from the first statement on. The login role itself has no right
 * at all, its default `v_public` must have none on jobs, and pg-boss begins transactions of its own, so that no
 * `set local role` of ours can stand before its statements. `v_system` is the only viewer role with rights on the schema
 * `jobs`; a role of its own would keep pg-boss from the subgraph's tables too, but its statements are fixed and name none.
 */
export async function openBoss(appUrl: string, pace: JobPace, logger: Logger): Promise<PgBoss> {
  const { PgBoss } = await import('pg-boss');
  const boss = new PgBoss({
    connectionString: appUrl,
    options: '-c role=v_system',
    application_name: 'stadttor jobs',
    max: CONNECTIONS,
    schema: JOBS_SCHEMA,
    // The owner does both, before the subgraph starts.
    migrate: false,
    createSchema: false,
    // Only the owner may rebuild an index.
    reindex: false,
    cronMonitorIntervalSeconds: pace.cronSeconds,
    cronWorkerIntervalSeconds: pace.cronSeconds,
    // Jobs that wait for other jobs: we have none.
    flowIntervalSeconds: HOUR / SECOND,
    superviseIntervalSeconds: pace.superviseSeconds,
    monitorIntervalSeconds: pace.superviseSeconds,
  });
  boss.on('error', (err) => logger.warn({ err }, 'jobs: the database did not do as asked'));
  // Without its data, which repeats statements and their values.
  boss.on('warning', ({ message }) => logger.warn({ warning: message }, 'jobs: a warning of pg-boss'));
  return boss;
}
