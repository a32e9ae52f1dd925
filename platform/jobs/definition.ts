/** What a job is told: ids and kinds, never personal text. Text lives in erasable rows that an id points to. */
export type JobData = Readonly<Record<string, string>>;

/** One run of a job. */
export interface JobRun {
  /** The same in every attempt: effect ids can be derived from it. */
  readonly id: string;
  readonly data: JobData;
  /** Aborted when the hub stops and the job has not finished in time, or when it was given to somebody else. */
  readonly signal: AbortSignal;
}

export type JobHandler = (run: JobRun) => Promise<unknown>;

/**
 * Job (Auftrag): something the hub does by itself, at certain times or later than the change that asked for it.
 *
 * It runs at least once, so its effects are idempotent. A failed or killed run is tried again, with growing pauses.
 */
export interface JobDefinition {
  /** Lower-case letters, digits, `-` and `.`; at most 60. */
  readonly name: string;
  /** When it runs by itself: five fields of cron, in German time. A time that passed while no hub ran is made up for once. */
  readonly cron?: string;
  /** How often a failed run is tried again, in the end every ten minutes; 10 times (half an hour) unless it says so. */
  readonly retries?: number;
  readonly run: JobHandler;
}
