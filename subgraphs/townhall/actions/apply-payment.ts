import { isUuid, raw, type Work } from '../../../platform/database/index.ts';
import type { LogEvent } from '../../../platform/log/index.ts';
import type { Clock } from '../../../platform/time.ts';
import { CaseEventType, CaseState } from '../domain/case-state.ts';
import { CASE_COLUMNS } from '../entities/case.ts';
import { type CaseRow, toCase } from '../loaders/case-row.ts';
import { takeStep } from './take-step.ts';

/** A payment went through (Zahlungseingang): every case that waited for it is taken up again, once per event. */
export async function applyPayment(work: Work, event: LogEvent, clock: Clock): Promise<void> {
  if (event.kind !== 'PAYMENT_PAID') return;
  const caseIds = await claimEffects(work, event.eventId, paidCases(event.data));
  const waiting = await lockWaiting(work, caseIds);
  const step = { state: CaseState.IN_REVIEW, type: CaseEventType.CASE_STATE_CHANGED, noteId: null, at: clock() };
  for (const locked of waiting) await takeStep(work, locked, step);
}

/** The cases whose fees are in the payment, each once, in the order of their ids. */
function paidCases({ fees }: LogEvent['data']): string[] {
  const ids = Array.isArray(fees) ? fees.map((fee: { case?: unknown } | null) => fee?.case) : [];
  return [...new Set(ids.filter((id): id is string => typeof id === 'string' && isUuid(id)))].sort();
}

/** Remembers the event for each case; those it was remembered for before are left out. */
async function claimEffects(work: Work, eventId: string, caseIds: readonly string[]): Promise<string[]> {
  if (caseIds.length === 0) return [];
  const rows = await work.sql<{ case_id: string }>`
    insert into case_payment (event_id, case_id)
    select ${eventId}::uuid, id from unnest(${caseIds}::uuid[]) as id
    on conflict do nothing returning case_id`;
  return rows.map(({ case_id }) => case_id);
}

async function lockWaiting(work: Work, caseIds: readonly string[]) {
  if (caseIds.length === 0) return [];
  const rows = await work.sql<CaseRow>`
    select ${raw(CASE_COLUMNS)} from case_file where id = any(${caseIds}::uuid[]) order by id for update`;
  return rows.map(toCase).filter(({ state }) => state === CaseState.WAITING_FOR_PAYMENT);
}
