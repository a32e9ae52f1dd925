import { claimKey } from '../../../platform/log/index.ts';
import type { Context } from '../context.ts';
import { CaseEventType, CaseState } from '../domain/case-state.ts';
import { APPLICANT_STEPS, checkStep } from '../domain/transitions.ts';
import { checkCaseId, lockCase } from './lock-case.ts';
import { takeStep } from './take-step.ts';

export interface WithdrawCase {
  readonly caseId: string;
  readonly idempotencyKey: string;
}

/**
 * Takes an application back (Antrag zurücknehmen), by the applicant, as long as it is not decided.
 *
 * @returns the id of the case
 * @throws NotFoundError for somebody else's case, StateConflictError, IdempotencyConflictError
 */
export async function withdrawCase({ caseId, idempotencyKey }: WithdrawCase, context: Context): Promise<string> {
  const { principal, services } = context;
  const state = CaseState.WITHDRAWN;
  checkCaseId(caseId);
  return context.unitOfWork(async (work) => {
    const call = { principal, mutation: 'withdrawCase', key: idempotencyKey, body: { caseId }, resultId: caseId };
    const claim = await claimKey(work, call);
    if (!claim.first) return claim.id;
    const locked = await lockCase(work, caseId);
    checkStep(APPLICANT_STEPS, locked.state, state);
    await takeStep(work, locked, { state, type: CaseEventType.CASE_WITHDRAWN, noteId: null, at: services.clock() });
    return caseId;
  });
}
