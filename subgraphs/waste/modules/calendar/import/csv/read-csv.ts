import { CsvError, parse } from 'csv-parse/sync';
import type { ReadContext } from '../read-context.ts';
import { detectDelimiter, findHeadings, toColumns } from './columns.ts';
import { readRow } from './read-row.ts';

/** A longer record is a file of another kind or a quote that was never closed. */
const LONGEST_RECORD = 64 * 1024;

interface CsvRow {
  record: string[];
  info: { lines: number };
}

/** Reads a calendar in table form: one date a row, for an address or a tour; rows without date assign addresses to tours. */
export function readCsv(text: string, context: ReadContext): void {
  const { file, builder, report } = context;
  const rows = parseRows(text, context);
  const headingsAt = findHeadings(rows.map(({ record }) => record));
  const headings = rows[headingsAt];
  if (!headings) {
    if (rows.length > 0) report.add('COLUMN_MISSING', { file, line: 1 }, 'No row with known column headings.');
    return;
  }
  const columns = toColumns(headings.record);
  for (const { record, info } of rows.slice(headingsAt + 1)) {
    if (builder.isFull) return;
    readRow({ record, columns, line: info.lines }, context);
  }
}

function parseRows(text: string, { file, report }: ReadContext): CsvRow[] {
  try {
    const options = {
      bom: true,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
    };
    const rows = parse(text, { ...options, delimiter: detectDelimiter(text), max_record_size: LONGEST_RECORD });
    if (rows.length === 0) report.add('NOTHING_FOUND', { file, line: 0 }, 'The file has no rows.');
    // With `info` the parser wraps each record; its types do not follow the option.
    return rows as unknown as CsvRow[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === 'number' ? error.lines : 0;
    report.add('FILE_UNREADABLE', { file, line }, `Not a readable table: ${error.code}`);
    return [];
  }
}
