import { isUuid, raw, type Work } from '../../../platform/database/index.ts';
import { NotFoundError } from '../../../platform/errors/index.ts';
import { CASE_COLUMNS, type Case } from '../entities/case.ts';
import { type CaseRow, toCase } from '../loaders/case-row.ts';

/** @throws NotFoundError for an id that cannot be one: it must not reach the database, and is answered like a foreign one */
export function checkCaseId(id: string): void {
  if (!isUuid(id)) throw new NotFoundError();
}

/**
 * The case, locked to the end of this unit of work: of two steps at once the second sees what the first has made.
 *
 * @throws NotFoundError when there is no such case for this viewer
 */
export async function lockCase(work: Work, id: string): Promise<Case> {
  const [row] = await work.sql<CaseRow>`select ${raw(CASE_COLUMNS)} from case_file where id = ${id} for update`;
  if (!row) throw new NotFoundError();
  return toCase(row);
}
