import type { Job } from 'pg-boss';
import type { Logger } from 'pino';
import type { JobData, JobDefinition } from './definition.ts';
import { QUEUE_SETTINGS } from './settings.ts';

/**
 * What pg-boss keeps of a failure is the name of its class: it would store message, stack and the database's words about
 * values beside the job, for a week and out of reach of an erasure.
 */
class FailedRun extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.name : 'unknown');
    this.stack = undefined;
  }
}

/** Runs one attempt, and logs a failure without the job's data. */
export const runJob =
  ({ name, run }: JobDefinition, logger: Logger) =>
  async ([job]: Job<JobData>[]): Promise<void> => {
    if (!job) return;
    const { id, retryCount, signal } = job;
    try {
      // pg-boss gives null to a job that runs by the clock.
      await run({ id, data: job.data ?? {}, signal });
    } catch (err) {
      const isLast = retryCount >= QUEUE_SETTINGS.retryLimit;
      const text = isLast ? 'a job failed for good' : 'a job failed, trying again later';
      logger[isLast ? 'error' : 'warn']({ err, job: name, jobId: id, attempt: retryCount + 1 }, text);
      throw new FailedRun(err);
    }
  };
