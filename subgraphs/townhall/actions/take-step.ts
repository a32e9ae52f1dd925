import type { Work } from '../../../platform/database/index.ts';
import { invariant } from '../../../platform/errors/index.ts';
import { toCaseFacts } from '../domain/case-facts.ts';
import type { CaseEventType, CaseState } from '../domain/case-state.ts';
import type { Case } from '../entities/case.ts';

/** A step that was checked: what it makes of the case. */
export interface Step {
  readonly state: CaseState;
  readonly type: CaseEventType;
  readonly noteId: string | null;
  readonly at: Date;
}

/** Takes a step with a locked case (Verfahrensschritt): new state, next version and event, in this unit of work. */
export async function takeStep(work: Work, locked: Case, { state, type, noteId, at }: Step): Promise<void> {
  const [row] = await work.sql<{ version: number }>`
    update case_file set state = ${state}, version = version + 1, note_id = ${noteId}, updated_at = ${at}
    where id = ${locked.id} returning version`;
  invariant(row, 'a locked case can be changed');
  const { id, applicantId, office } = locked;
  const data = toCaseFacts({ ...locked, noteId });
  work.publish(() => ({ subject: id, version: row.version, kind: type, state, parties: [applicantId], office, data }));
}
