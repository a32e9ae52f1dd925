import { DAY } from '../../../platform/time.ts';
import { CaseState } from './case-state.ts';

/** Days an applicant has to answer. A file in the catalogue states no other term. */
export const ANSWER_DAYS = 14;

/** Kind of a citizen task (Art der Aufgabe): the portal has the words for it. */
export enum CitizenTaskKind {
  PROVIDE_INFORMATION = 'PROVIDE_INFORMATION',
  PAY = 'PAY',
}

/** Task of the applicant (Aufgabe, Nachforderung), as it follows from the state of her case. */
export interface DueTask {
  readonly kind: CitizenTaskKind;
  /** Null where another one sets the term: a fee is due when its notice says so. */
  readonly deadline: Date | null;
}

/** What the applicant has to do in this state, and until when. */
export function dueTasks(state: CaseState, since: Date): readonly DueTask[] {
  if (state === CaseState.WAITING_FOR_PAYMENT) return [{ kind: CitizenTaskKind.PAY, deadline: null }];
  if (state !== CaseState.WAITING_FOR_APPLICANT) return [];
  const deadline = new Date(since.getTime() + ANSWER_DAYS * DAY);
  return [{ kind: CitizenTaskKind.PROVIDE_INFORMATION, deadline }];
}

const TITLE_LENGTH = 100;

/** Title of a task: the first line of the note, else the name of the service. */
export function toTitle(note: string | null, serviceName: string): string {
  const line = note?.split('\n', 1)[0]?.trim() ?? '';
  if (line === '') return serviceName;
  const letters = [...line];
  return letters.length <= TITLE_LENGTH ? line : `${letters.slice(0, TITLE_LENGTH - 1).join('')}…`;
}
