import type { CalendarProblem } from '../domain/errors.ts';
import type { Fraction } from '../domain/fraction.ts';

/** What can be wrong. Errors stop the import: a date that is silently missing leaves bins standing. */
export const PROBLEM_CODES = {
  FILE_TOO_LARGE: 'error',
  FILE_UNREADABLE: 'error',
  FORMAT_UNKNOWN: 'error',
  TOO_MANY_PICKUPS: 'error',
  NOTHING_FOUND: 'error',
  COLUMN_MISSING: 'error',
  FIELD_MISSING: 'error',
  DATE_UNREADABLE: 'error',
  TARGET_MISSING: 'error',
  EVENT_UNREADABLE: 'error',
  EVENT_UNFINISHED: 'error',
  RULE_UNSUPPORTED: 'error',
  SUMMARY_MISSING: 'error',
  TOUR_WITHOUT_DATES: 'warning',
  ADDRESS_WITHOUT_DATES: 'warning',
  FRACTION_UNKNOWN: 'warning',
  REASON_UNKNOWN: 'warning',
  COLOR_UNREADABLE: 'warning',
  HOUSE_NUMBER_UNREADABLE: 'warning',
  SHIFT_FAR: 'warning',
  SUNDAY: 'warning',
  LINE_IGNORED: 'warning',
  SPAN_SHORTENED: 'warning',
  TEXT_SHORTENED: 'warning',
  ENCODING_GUESSED: 'warning',
} as const;
export type ProblemCode = keyof typeof PROBLEM_CODES;

/** Where a problem is: file, line (from 1; 0 for the file as a whole) and column or property. */
export interface Position {
  file: string;
  line: number;
  field?: string;
}

/** Import report (Importbericht): what was found, and each problem with its place. */
export interface ImportReport {
  /** The first 1,000 each; `counts` has all. */
  errors: CalendarProblem[];
  warnings: CalendarProblem[];
  counts: ImportCounts;
}

export interface ImportCounts {
  files: number;
  errors: number;
  warnings: number;
  addresses: number;
  tours: number;
  pickups: number;
  /** Dates that were there twice and were taken once. */
  duplicates: number;
  pickupsByFraction: Partial<Record<Fraction, number>>;
}

const LISTED_PROBLEMS = 1000;

/** Collects problems while reading; a file with a million bad lines costs no more than a thousand entries. */
export class ReportWriter {
  readonly counts: ImportCounts = {
    files: 0,
    errors: 0,
    warnings: 0,
    addresses: 0,
    tours: 0,
    pickups: 0,
    duplicates: 0,
    pickupsByFraction: {},
  };
  readonly #errors: CalendarProblem[] = [];
  readonly #warnings: CalendarProblem[] = [];

  add(code: ProblemCode, position: Position, message: string): void {
    const isError = PROBLEM_CODES[code] === 'error';
    this.counts[isError ? 'errors' : 'warnings'] += 1;
    const list = isError ? this.#errors : this.#warnings;
    if (list.length < LISTED_PROBLEMS) list.push({ ...position, code, message });
  }

  toReport(): ImportReport {
    return { errors: this.#errors, warnings: this.#warnings, counts: this.counts };
  }
}

/** Longest text taken from a file; no name, title or note of a calendar is longer, and it bounds what reading them costs. */
export const LONGEST_TEXT = 500;

/** A foreign text inside a message: short and on one line. */
export const quote = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}…` : text);
