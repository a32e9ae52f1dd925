import type { Work } from '../../../platform/database/index.ts';
import type { LogEvent } from '../../../platform/log/index.ts';
import { type AnnouncedFee, type CaseFacts, toCaseFacts } from '../domain/case-facts.ts';
import { feeId } from '../domain/fee-id.ts';

interface ChangedFee {
  id: string;
  party: string;
  office: number | null;
  case_id: string;
  cents: number;
  currency: string;
  version: number;
}

/**
 * Takes one event of the town hall's log. Versions of a case come in order and without gaps, so an event at or below the
 * known version was taken before, by the consumer or ahead of its turn, and changes nothing.
 */
export async function applyCaseEvent(work: Work, event: LogEvent): Promise<void> {
  const { kind, state } = event;
  if (!kind.startsWith('CASE_')) return noteVersion(work, event);
  const facts = toCaseFacts(event.data);
  if (!(await moveVersion(work, event, facts))) return;
  for (const fee of facts.fees) await addFee(work, event, facts, fee);
  if (state === 'DECIDED') await openPlanned(work, event.subject);
  if (kind === 'CASE_WITHDRAWN' || state === 'WITHDRAWN') await cancelFees(work, event.subject);
}

/** Other changes of a known case (a document, a note) raise its version too; of anything else there is no such row. */
async function noteVersion(work: Work, { subject, version }: LogEvent): Promise<void> {
  await work.sql`update case_version set version = ${version} where case_id = ${subject} and version < ${version}`;
}

async function moveVersion(work: Work, event: LogEvent, { office }: CaseFacts): Promise<boolean> {
  const moved = await work.sql`
    insert into case_version (case_id, version, party, office)
    values (${event.subject}, ${event.version}, ${event.party}, ${event.office ?? office})
    on conflict (case_id) do update
      set version = excluded.version, party = excluded.party, office = coalesce(excluded.office, case_version.office)
      where case_version.version < excluded.version
    returning case_id`;
  return moved.length > 0;
}

async function addFee(work: Work, event: LogEvent, facts: CaseFacts, fee: AnnouncedFee): Promise<void> {
  const state = fee.moment === 'BEFORE_REVIEW' || event.state === 'DECIDED' ? 'OPEN' : 'PLANNED';
  const made = await work.sql<ChangedFee>`
    insert into fee (id, case_id, key, party, office, case_reference, service_name, cents, currency, purpose,
      booking_data, state, due_at, created_at)
    values (${feeId(event.subject, fee.key)}, ${event.subject}, ${fee.key}, ${event.party},
      ${event.office ?? facts.office}, ${facts.reference}, ${facts.serviceName}, ${fee.cents}, ${fee.currency},
      ${fee.purpose}, ${fee.bookingData}, ${state}, ${fee.dueAt ?? null}::timestamptz, ${event.occurredAt})
    on conflict do nothing
    returning id, party, office, case_id, cents, currency, version`;
  if (state === 'OPEN') publishAll(work, 'FEE_CREATED', 'OPEN', made);
}

async function openPlanned(work: Work, caseId: string): Promise<void> {
  const opened = await work.sql<ChangedFee>`
    update fee set state = 'OPEN', version = version + 1 where case_id = ${caseId} and state = 'PLANNED'
    returning id, party, office, case_id, cents, currency, version`;
  publishAll(work, 'FEE_CREATED', 'OPEN', opened);
}

/** A planned fee that never came is forgotten silently: nobody has seen it. */
async function cancelFees(work: Work, caseId: string): Promise<void> {
  await work.sql`delete from fee where case_id = ${caseId} and state = 'PLANNED'`;
  const canceled = await work.sql<ChangedFee>`
    update fee set state = 'CANCELED', version = version + 1 where case_id = ${caseId} and state = 'OPEN'
    returning id, party, office, case_id, cents, currency, version`;
  publishAll(work, 'FEE_CANCELED', 'CANCELED', canceled);
}

function publishAll(work: Work, kind: string, state: string, fees: readonly ChangedFee[]): void {
  for (const { id, party, office, version, case_id, cents, currency } of fees)
    work.publish(() => ({
      subject: id,
      version,
      kind,
      state,
      parties: [party],
      office,
      data: { case: case_id, cents, currency },
    }));
}
