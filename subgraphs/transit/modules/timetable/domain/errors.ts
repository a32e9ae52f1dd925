import { HubError } from '../../../../../platform/errors/index.ts';
import type { Problem, ProblemCounts } from './import-report.ts';

/** How many problems an error carries; the import report holds more. */
const SHOWN = 20;

/** Timetable feed refused (Fahrplandaten ungültig): nothing was changed; `details.problems` lists the first findings, `details.counts` how many per code. Since 0.1. */
export class GtfsInvalidError extends HubError {
  readonly code = 'GTFS_INVALID';
  override readonly status = 422;
  constructor(problems: readonly Problem[], counts: ProblemCounts, cause?: unknown) {
    super(describe(problems), { details: { problems: problems.slice(0, SHOWN), counts }, cause });
  }
}

const describe = ([first]: readonly Problem[]): string =>
  first ? `The timetable feed was refused: ${first.file}: ${first.message}` : 'The timetable feed was refused.';
