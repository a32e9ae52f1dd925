import type { Database } from '../database/database.ts';
import { SYSTEM_VIEWER } from '../database/viewer.ts';
import type { JobDefinition } from '../jobs/definition.ts';
import { type Clock, DAY, systemClock } from '../time.ts';

/** How long a repeated mutation is recognised. */
const KEY_LIFE_MS = 7 * DAY;
/** Few enough that one transaction stays far below a second. */
const BATCH = 5_000;

/** Upkeep (Pflege) of the log, in every subgraph once a day; at night, and not all at the same minute as other daily work. */
export const logUpkeep = (database: Database, clock: Clock = systemClock): readonly JobDefinition[] => [
  { name: 'log.partitions', cron: '17 3 * * *', run: () => keepPartitions(database, clock()) },
  { name: 'log.idempotency', cron: '27 3 * * *', run: ({ signal }) => sweepKeys(database, clock(), signal) },
];

/** Makes the event partitions of this month and of the next two. Returns the names of the new ones. */
export const keepPartitions = (database: Database, now: Date): Promise<readonly string[]> =>
  database.unitOfWork(SYSTEM_VIEWER, async ({ sql }) => {
    const [row] = await sql<{ made: string[] }>`select keep_event_partitions(${now}) as made`;
    return row?.made ?? [];
  });

/** Deletes idempotency keys older than 7 days, a batch a transaction. Returns how many. */
export async function sweepKeys(database: Database, now: Date, signal?: AbortSignal): Promise<number> {
  const before = new Date(now.getTime() - KEY_LIFE_MS);
  let swept = 0;
  for (let last = BATCH; last === BATCH && !signal?.aborted; swept += last) last = await sweepBatch(database, before);
  return swept;
}

const sweepBatch = (database: Database, before: Date): Promise<number> =>
  database.unitOfWork(SYSTEM_VIEWER, async ({ sql }) => {
    const rows = await sql`
      delete from idempotency where ctid = any(array(
        select ctid from idempotency where created_at < ${before} limit ${BATCH}))
      returning 1 as swept`;
    return rows.length;
  });
