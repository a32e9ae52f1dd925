export type { JobData, JobDefinition, JobHandler, JobRun } from './definition.ts';
export { ensureJobs, installJobs, JOBS_MARK } from './install.ts';
export { Jobs, type JobsOptions } from './jobs.ts';
export type { JobPace } from './settings.ts';
