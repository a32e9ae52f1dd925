import { GtfsInvalidError } from '../domain/errors.ts';
import type { Problem, ProblemCode, ProblemCounts } from '../domain/import-report.ts';

/** Where a problem is. */
export interface Place {
  file: string;
  line?: number;
  field?: string;
}

/** Examples kept of each code: enough to see the pattern, little enough for millions of bad rows. */
const EXAMPLES = 20;

/** Collects what reading a feed brings up: rows per file, and problems, the first examples of each code in full. */
export class ImportLog {
  readonly rows: Record<string, number> = {};
  readonly errors: Problem[] = [];
  readonly warnings: Problem[] = [];
  readonly errorCounts: ProblemCounts = {};
  readonly warningCounts: ProblemCounts = {};

  /** Notes what makes the feed unusable. */
  error(code: ProblemCode, place: Place, message: string): void {
    note(this.errors, this.errorCounts, code, place, message);
  }

  /** Notes what was left out or guessed. */
  warning(code: ProblemCode, place: Place, message: string): void {
    note(this.warnings, this.warningCounts, code, place, message);
  }

  /** Counts rows of a file. */
  count(file: string, rows: number): void {
    this.rows[file] = (this.rows[file] ?? 0) + rows;
  }

  get hasErrors(): boolean {
    return this.errors.length > 0;
  }

  /** Refuses the feed when there is an error. */
  check(): void {
    if (this.hasErrors) throw new GtfsInvalidError(this.errors, this.errorCounts);
  }
}

function note(list: Problem[], counts: ProblemCounts, code: ProblemCode, place: Place, message: string): void {
  const count = (counts[code] ?? 0) + 1;
  counts[code] = count;
  if (count <= EXAMPLES)
    list.push({ file: place.file, line: place.line ?? null, field: place.field ?? null, code, message });
}

/** Adds up two counts. */
export function addCounts(a: ProblemCounts, b: ProblemCounts): ProblemCounts {
  const sum = { ...a };
  for (const [code, count] of Object.entries(b) as [ProblemCode, number][]) sum[code] = (sum[code] ?? 0) + count;
  return sum;
}

/** A refusal with a single problem: for what goes wrong before a report can be made. */
export const refuse = (code: ProblemCode, file: string, message: string, cause?: unknown): GtfsInvalidError =>
  new GtfsInvalidError([{ file, line: null, field: null, code, message }], { [code]: 1 }, cause);

/** Text of the feed for a message: quoted, short, control characters escaped. */
export const quoted = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 59)}…` : text);
