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

/** Import overtaken (Import überholt): a newer import of the same feed began while this one was writing; the newer one counts. Since 0.1. */
export class ImportOvertakenError extends HubError {
  readonly code = 'IMPORT_OVERTAKEN';
  override readonly status = 409;
  constructor(feed: string) {
    super('A newer import of this feed has begun. Nothing of this one is shown.', { details: { feed } });
  }
}

const describe = ([first]: readonly Problem[]): string =>
  first ? `The timetable feed was refused: ${first.file}: ${first.message}` : 'The timetable feed was refused.';
