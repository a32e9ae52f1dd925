import type { PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import { BERLIN } from '../time.ts';
import type { JobData, JobDefinition } from './definition.ts';
import { runJob } from './run-job.ts';
import { type JobPace, QUEUE_SETTINGS } from './settings.ts';

/** Opens a queue for each job, takes what is in it, and sets the clock. */
export async function serveJobs(
  boss: PgBoss,
  jobs: readonly JobDefinition[],
  { pace, logger }: { pace: JobPace; logger: Logger },
): Promise<void> {
  for (const job of jobs) {
    await openQueue(boss, job);
    const pollingIntervalSeconds = job.cron ? pace.cronSeconds : pace.pollSeconds;
    await boss.work<JobData>(job.name, { pollingIntervalSeconds }, runJob(job, logger));
  }
  await forgetSchedules(boss, jobs);
}

/** A queue of an older release gets the settings of this one. */
async function openQueue(boss: PgBoss, { name, cron, retries }: JobDefinition): Promise<void> {
  const { policy, ...usual } = QUEUE_SETTINGS;
  const settings = { ...usual, retryLimit: retries ?? usual.retryLimit };
  await boss.createQueue(name, { policy, ...settings });
  await boss.updateQueue(name, settings);
  // A hub that is switched off at night still does its daily work, once, in the morning.
  if (cron) await boss.schedule(name, cron, {}, { tz: BERLIN, missed: 'once' });
}

/** A job that this release does not run by the clock any more would pile up. */
async function forgetSchedules(boss: PgBoss, jobs: readonly JobDefinition[]): Promise<void> {
  const kept = new Set(jobs.filter(({ cron }) => cron).map(({ name }) => name));
  for (const { name } of await boss.getSchedules()) if (!kept.has(name)) await boss.unschedule(name);
}
