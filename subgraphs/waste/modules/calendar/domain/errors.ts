import { HubError } from '../../../../../platform/errors/index.ts';

/** What is wrong with one line of a calendar file. The same form as in the import report. */
export interface CalendarProblem {
  file: string;
  line: number;
  field?: string;
  code: string;
  message: string;
}

/** How many problems the error itself carries; the report holds more. */
const SHOWN_PROBLEMS = 20;

/**
 * Collection calendar refused (Abfallkalender ungültig): it has errors, so nothing of it was taken over. `details.problems`
 * lists the first 20 as `{ file, line, field, code, message }`, `details.errorCount` counts all. Since 0.1.
 */
export class WasteCalendarInvalidError extends HubError {
  readonly code = 'WASTE_CALENDAR_INVALID';
  override readonly status = 422;
  constructor(problems: readonly CalendarProblem[], errorCount = problems.length) {
    super('The collection calendar has errors. Nothing was imported.', {
      details: { errorCount, problems: problems.slice(0, SHOWN_PROBLEMS) },
    });
  }
}
