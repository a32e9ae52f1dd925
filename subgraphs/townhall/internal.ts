import { type Database, SYSTEM_VIEWER, type Work } from '../../platform/database/index.ts';
import { type Assignment, assignStaff, removeStaff, toAssignment } from './actions/assign-staff.ts';
import type { Catalogue } from './modules/catalogue/domain/catalogue.ts';

/**
 * Questions of the hub's own parts: `assignStaff` and `removeStaff` take `{ person, office }` and answer
 * `{ changed }`; both may be asked again.
 */
export function internalQuestions(database: Database, catalogue: Catalogue) {
  const answering = (change: (work: Work, assignment: Assignment) => Promise<boolean>) => async (question: unknown) => {
    const assignment = toAssignment(question, catalogue);
    return { changed: await database.unitOfWork(SYSTEM_VIEWER, (work) => change(work, assignment)) };
  };
  return { assignStaff: answering(assignStaff), removeStaff: answering(removeStaff) };
}
