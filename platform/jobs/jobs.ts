import type { PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import type { Work } from '../database/index.ts';
import { invariant } from '../errors/index.ts';
import { SECOND } from '../time.ts';
import { checkJobData } from './check-data.ts';
import type { JobData, JobDefinition, JobHandler } from './definition.ts';
import { openBoss } from './open-boss.ts';
import { serveJobs } from './serve-jobs.ts';
import { type JobPace, TOWN_PACE } from './settings.ts';

/** Long enough for the first requests to go before, short enough that nobody waits for a job after a restart. */
const QUIET_MS = 3 * SECOND;
const RETRY_MS = 10 * SECOND;
const NAME = /^[a-z][a-z0-9.-]{0,59}$/;

export interface JobsOptions {
  /** URL of the application role of a database in which the jobs are installed. */
  readonly appUrl: string;
  readonly logger: Logger;
  readonly pace?: JobPace;
}

/** Jobs (Aufträge) of one subgraph: what runs by the clock, and what an action leaves for later. */
export class Jobs {
  readonly #options: Required<JobsOptions>;
  readonly #definitions = new Map<string, JobDefinition>();
  #boss: PgBoss | undefined;
  #timer: NodeJS.Timeout | undefined;
  #starting: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor({ appUrl, logger, pace = TOWN_PACE }: JobsOptions) {
    this.#options = { appUrl, logger, pace };
  }

  /** Defines a job, once and before the start. */
  define(job: JobDefinition): void {
    invariant(NAME.test(job.name), 'a job has a name of lower-case letters, digits, - and .');
    invariant(!this.#definitions.has(job.name), 'a job is defined once');
    invariant(!this.#boss, 'jobs are defined before they start');
    this.#definitions.set(job.name, job);
  }

  /** Runs `run` by the clock: `cron` has five fields and means German time. One process of many runs it. */
  every(name: string, cron: string, run: JobHandler): void {
    this.define({ name, cron, run });
  }

  /**
   * Leaves a job for later, in the transaction of this unit of work: it runs if and only if that commits.
   *
   * @param when not before this time; now unless said otherwise
   * @returns the job's id
   */
  async later(work: Pick<Work, 'sql'>, name: string, data: JobData, when = new Date()): Promise<string> {
    invariant(this.#definitions.has(name), 'a job that somebody leaves for later is defined');
    checkJobData(data);
    const [row] = await work.sql<{ id: string }>`select run_later(${name}, ${data}, ${when}) as id`;
    return (row as { id: string }).id;
  }

  /** Starts in the background, when the first requests have had their turn. A database that does not answer is asked again. */
  startSoon(delayMs = QUIET_MS): void {
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => {
      this.start().catch((err: unknown) => {
        this.#options.logger.warn({ err }, 'jobs did not start, trying again');
        this.startSoon(RETRY_MS);
      });
    }, delayMs).unref();
  }

  /** Starts now. */
  start(): Promise<void> {
    this.#starting = this.open();
    return this.#starting;
  }

  /** Takes no new job, lets the running ones finish, and gives back those that take longer than 5 seconds. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#starting.catch(() => undefined);
    await this.#boss?.stop({ timeout: this.#options.pace.drainSeconds * SECOND });
  }

  private async open(): Promise<void> {
    const { appUrl, logger, pace } = this.#options;
    const boss = await openBoss(appUrl, pace, logger);
    if (this.#isStopped) return;
    this.#boss = boss;
    try {
      await boss.start();
      await serveJobs(boss, [...this.#definitions.values()], { pace, logger });
    } catch (error) {
      this.#boss = undefined;
      await boss.stop({ graceful: false }).catch(() => undefined);
      throw error;
    }
  }
}
