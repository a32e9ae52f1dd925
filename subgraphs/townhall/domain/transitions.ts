import { StateConflictError } from '../../../platform/errors/index.ts';
import { CaseState } from './case-state.ts';

const {
  DRAFT,
  SUBMITTED,
  IN_REVIEW,
  WAITING_FOR_APPLICANT,
  WAITING_FOR_PAYMENT,
  FORWARDED,
  DECIDED,
  CLOSED,
  WITHDRAWN,
} = CaseState;

type Transitions = Readonly<Record<CaseState, readonly CaseState[]>>;

/**
 * Steps of a clerk (Bearbeitungsschritte). Asking the applicant and taking the case up again always go; a decision may be
 * looked at again (objection, Widerspruch, VwGO section 70) or wait for its fee; what is closed or withdrawn stays so.
 */
export const CLERK_STEPS: Transitions = {
  [DRAFT]: [],
  [SUBMITTED]: [IN_REVIEW, WAITING_FOR_APPLICANT, WAITING_FOR_PAYMENT, FORWARDED],
  [IN_REVIEW]: [WAITING_FOR_APPLICANT, WAITING_FOR_PAYMENT, FORWARDED, DECIDED, CLOSED],
  [WAITING_FOR_APPLICANT]: [IN_REVIEW, DECIDED, CLOSED],
  [WAITING_FOR_PAYMENT]: [IN_REVIEW, CLOSED],
  [FORWARDED]: [IN_REVIEW, WAITING_FOR_APPLICANT, DECIDED, CLOSED],
  [DECIDED]: [IN_REVIEW, WAITING_FOR_PAYMENT, CLOSED],
  [CLOSED]: [],
  [WITHDRAWN]: [],
};

/** Withdrawal (Rücknahme): the applicant may take back what is not decided yet. */
export const APPLICANT_STEPS: Transitions = {
  [DRAFT]: [],
  [SUBMITTED]: [WITHDRAWN],
  [IN_REVIEW]: [WITHDRAWN],
  [WAITING_FOR_APPLICANT]: [WITHDRAWN],
  [WAITING_FOR_PAYMENT]: [WITHDRAWN],
  [FORWARDED]: [WITHDRAWN],
  [DECIDED]: [],
  [CLOSED]: [],
  [WITHDRAWN]: [],
};

/** @throws StateConflictError naming the state the case is in and the steps allowed from there */
export function checkStep(steps: Transitions, state: CaseState, to: CaseState): void {
  const allowed = steps[state];
  if (allowed.includes(to)) return;
  throw new StateConflictError('This step is not possible from here.', { state, allowed });
}
