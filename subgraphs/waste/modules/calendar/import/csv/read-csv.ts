import { CsvError, parse } from 'csv-parse/sync';
import type { ReadContext } from '../read-context.ts';
import { type Columns, detectDelimiter, LOOKED_AT_LINES, toColumns } from './columns.ts';
import { readRow } from './read-row.ts';

/** A longer record is a file of another kind or a quote that was never closed. */
const LONGEST_RECORD = 64 * 1024;

const LENIENT = {
  bom: true,
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: true,
  trim: true,
  max_record_size: LONGEST_RECORD,
};

/** Reads a calendar in table form: one date a row, for an address or a tour; rows without date assign addresses to tours. */
export function readCsv(text: string, context: ReadContext): void {
  const { file, report } = context;
  const table = makeTable(context);
  try {
    // Rows are taken over one by one and dropped: a million of them kept would cost more memory than the calendar.
    const on_record = (record: string[], { lines }: { lines: number }) => {
      table.take(record, lines);
      return null;
    };
    parse(text, { ...LENIENT, delimiter: detectDelimiter(text), on_record });
    table.finish();
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === 'number' ? error.lines : 0;
    report.add('FILE_UNREADABLE', { file, line }, `Not a readable table: ${error.code}`);
  }
}

/** Waits for the headings among the first rows, then reads each row by them. */
function makeTable(context: ReadContext) {
  const { file, builder, report } = context;
  let columns: Columns | undefined;
  let seen = 0;
  return {
    take(record: readonly string[], line: number): void {
      seen += 1;
      if (columns && !builder.isFull) readRow({ record, columns, line }, context);
      else if (!columns && seen <= LOOKED_AT_LINES) columns = toHeadings(record);
    },
    finish(): void {
      if (seen === 0) report.add('NOTHING_FOUND', { file, line: 0 }, 'The file has no rows.');
      else if (!columns) report.add('COLUMN_MISSING', { file, line: 1 }, 'No row with known column headings.');
    },
  };
}

/** One known word may stand in any title; two make a row of headings. */
function toHeadings(record: readonly string[]): Columns | undefined {
  const columns = toColumns(record);
  return columns.size >= 2 ? columns : undefined;
}
