import { setTimeout } from 'node:timers/promises';
import { SYSTEM_VIEWER, sql } from '../../../platform/database/index.ts';
import type { PaymentServices } from '../services.ts';

/** A case as of a version that its owner has shown. */
export interface CaseAsOf {
  readonly id: string;
  readonly version: number;
}

export const PATIENCE_MS = 500;
const PAUSE_MS = 40;
const AT_ONCE = 10;

/**
 * Freshness (Aktualität): pulls the events of cases that were seen at a newer version than is known here, for 500 ms at
 * most. Returns the ids that are up to date now, whoever may see them. Never called while a read transaction is open: it
 * needs connections of its own.
 */
export async function catchUpCases(
  services: Pick<PaymentServices, 'database' | 'cases' | 'logger'>,
  cases: readonly CaseAsOf[],
): Promise<Set<string>> {
  const deadline = Date.now() + PATIENCE_MS;
  for (let round = 0; ; round += 1) {
    const known = await knownVersions(services, cases);
    const behind = cases.filter(({ id, version }) => (known.get(id) ?? 0) < version);
    if (behind.length === 0 || Date.now() >= deadline) return idsWithout(cases, behind);
    if (round > 0) await pause(Math.min(PAUSE_MS, deadline - Date.now()));
    await Promise.race([pullAll(services, behind, known), pause(deadline - Date.now())]);
  }
}

const idsWithout = (cases: readonly CaseAsOf[], behind: readonly CaseAsOf[]): Set<string> =>
  new Set(cases.filter((each) => !behind.includes(each)).map(({ id }) => id));

/** Does not keep a stopping process alive. */
const pause = (ms: number): Promise<void> => setTimeout(Math.max(0, ms), undefined, { ref: false });

async function knownVersions(
  { database }: Pick<PaymentServices, 'database'>,
  cases: readonly CaseAsOf[],
): Promise<Map<string, number>> {
  const ids = cases.map(({ id }) => id);
  const rows = await database.reading(SYSTEM_VIEWER, (session) =>
    session.sql<{ case_id: string; version: number }>(
      sql`select case_id, version from case_version where case_id = any(${ids}::uuid[])`,
    ),
  );
  return new Map(rows.map(({ case_id, version }) => [case_id, version]));
}

/** One after the other in groups: a long list must not take all connections. What is late still takes effect. */
async function pullAll(
  { cases: consumer, logger }: Pick<PaymentServices, 'cases' | 'logger'>,
  behind: readonly CaseAsOf[],
  known: ReadonlyMap<string, number>,
): Promise<void> {
  for (let start = 0; start < behind.length; start += AT_ONCE) {
    const pulls = behind.slice(start, start + AT_ONCE).map(({ id }) => consumer.catchUp(id, known.get(id) ?? 0));
    for (const pull of await Promise.allSettled(pulls))
      if (pull.status === 'rejected')
        logger.warn({ err: pull.reason }, 'the events of a case could not be fetched ahead of their turn');
  }
}
