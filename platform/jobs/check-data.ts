import { invariant } from '../errors/index.ts';
import type { JobData } from './definition.ts';

/** Ids, keys, kinds, times: no spaces and no `@`, so that neither a name nor an address slips in. */
const FACT = /^[\w.:+-]{0,80}$/;

/** Throws when the data of a job may hold personal text: rows of jobs are not reached by an erasure. */
export function checkJobData(data: JobData): void {
  for (const [key, value] of Object.entries(data))
    invariant(FACT.test(key) && FACT.test(value), `"${key}" of a job is an id or a kind`);
}
