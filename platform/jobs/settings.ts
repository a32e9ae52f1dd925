import { DAY, MINUTE, SECOND } from '../time.ts';

/** pg-boss has a schema of its own in the subgraph's database. */
export const JOBS_SCHEMA = 'jobs';

/** The same for every job. A killed process is noticed by its missing heartbeat, long before the run would expire. */
export const QUEUE_SETTINGS = {
  policy: 'standard',
  retryLimit: 10,
  retryDelay: 2,
  retryBackoff: true,
  retryDelayMax: (10 * MINUTE) / SECOND,
  heartbeatSeconds: 30,
  expireInSeconds: (15 * MINUTE) / SECOND,
  retentionSeconds: (14 * DAY) / SECOND,
  deleteAfterSeconds: (7 * DAY) / SECOND,
} as const;

/** How often the database is asked. Tests are more impatient than a town. */
export interface JobPace {
  /** For jobs that somebody asked for. */
  readonly pollSeconds: number;
  /** For jobs that run by the clock. */
  readonly cronSeconds: number;
  /** For runs of killed processes. */
  readonly superviseSeconds: number;
  /** How long a running job may take to finish when the hub stops; then it is given back, to be run again. */
  readonly drainSeconds: number;
}

export const TOWN_PACE: JobPace = { pollSeconds: 2, cronSeconds: 30, superviseSeconds: 60, drainSeconds: 5 };
