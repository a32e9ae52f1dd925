import { v7 as uuidv7 } from 'uuid';
import type { Work } from '../../../platform/database/index.ts';
import { ForbiddenError } from '../../../platform/errors/index.ts';
import { claimKey } from '../../../platform/log/index.ts';
import type { Principal } from '../../../platform/visa/index.ts';
import type { Context } from '../context.ts';
import { CaseEventType, type CaseState } from '../domain/case-state.ts';
import { toNote } from '../domain/note.ts';
import { CLERK_STEPS, checkStep } from '../domain/transitions.ts';
import type { Case } from '../entities/case.ts';
import { checkCaseId, lockCase } from './lock-case.ts';
import { takeStep } from './take-step.ts';

export interface AdvanceCase {
  readonly caseId: string;
  readonly state: CaseState;
  readonly note?: string | null;
  readonly idempotencyKey: string;
}

/**
 * Takes a case one step further (Vorgang weiterführen), by a clerk of the office in charge, with a note to the applicant.
 *
 * @returns the id of the case
 * @throws NotFoundError for another office's case, ForbiddenError for a case of her own, StateConflictError, BadUserInputError, IdempotencyConflictError
 */
export async function advanceCase(input: AdvanceCase, context: Context): Promise<string> {
  const { caseId, state, idempotencyKey } = input;
  const { principal, services } = context;
  checkCaseId(caseId);
  const note = toNote(input.note);
  return context.unitOfWork(async (work) => {
    const body = { caseId, state, note };
    const call = { principal, mutation: 'advanceCase', key: idempotencyKey, body, resultId: caseId };
    const claim = await claimKey(work, call);
    if (!claim.first) return claim.id;
    const locked = await lockCase(work, caseId);
    checkNotOwn(locked, principal);
    checkStep(CLERK_STEPS, locked.state, state);
    const noteId = note && (await writeNote(work, locked, note, principal.citizenId));
    await takeStep(work, locked, { state, type: CaseEventType.CASE_STATE_CHANGED, noteId, at: services.clock() });
    return caseId;
  });
}

/** Nobody acts as an official in a matter of her own (ausgeschlossene Person). Source: VwVfG section 20. */
function checkNotOwn({ applicantId }: Case, { citizenId }: Principal): void {
  if (applicantId === citizenId) throw new ForbiddenError('Nobody decides a case of her own.');
}

async function writeNote(work: Work, { id, applicantId, office }: Case, text: string, author: string | null) {
  const noteId = uuidv7();
  await work.sql`
    insert into case_note (id, case_id, applicant, office, author, text)
    values (${noteId}, ${id}, ${applicantId}, ${office}, ${author}, ${text})`;
  return noteId;
}
