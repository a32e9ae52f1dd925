import { type ImportLog, quoted } from '../import-log.ts';
import type { Header } from './header.ts';
import type { CsvRecord } from './read-csv.ts';
import type { Column, Columns, RowOf, Table } from './table.ts';

/** What a decoder puts for bytes that are no UTF-8. */
const REPLACEMENT = '\uFFFD';

/** Turns records of one file into typed rows and reports what does not fit. */
export class RowReader<C extends Columns> {
  private readonly columns: { name: string; column: Column<unknown>; places: readonly number[] }[];
  private readonly keys = new Set<string>();
  private readonly table: Table<C>;
  private readonly header: Header;
  private readonly log: ImportLog;

  constructor(table: Table<C>, header: Header, log: ImportLog) {
    this.table = table;
    this.header = header;
    this.log = log;
    this.columns = Object.entries<Column<unknown>>(table.columns).map(([name, column], index) => {
      return { name, column, places: header.places[index] ?? [] };
    });
  }

  /** The row, or none when a required value is missing or its key was there before. */
  read(record: CsvRecord): RowOf<Table<C>> | [] {
    if (record.values.length !== this.header.width) this.reportLength(record);
    const row: Record<string, unknown> = { line: record.line };
    let complete = true;
    for (const { name, column, places } of this.columns) {
      const value = this.readCell(column, places, record);
      row[name] = value;
      if (value === undefined) complete = false;
    }
    // Each cell was read by the kind that gives its type; the mapped type cannot follow the loop.
    return complete && this.isNew(row, record.line) ? (row as RowOf<Table<C>>) : [];
  }

  private readCell(column: Column<unknown>, places: readonly number[], record: CsvRecord): unknown {
    const value = cellText(record.values, places);
    if (value === '') return this.readEmpty(column, places, record);
    const parsed = column.kind.parse(value);
    if (parsed === undefined) this.reportInvalid(column, value, record);
    else if (typeof parsed === 'string' && parsed.includes(REPLACEMENT)) this.reportEncoding(column, record);
    return parsed === undefined && column.presence === 'optional' ? column.fallback : parsed;
  }

  private readEmpty(column: Column<unknown>, places: readonly number[], { line }: CsvRecord): unknown {
    if (column.presence === 'optional') return column.fallback;
    const [field] = column.names;
    // A missing column is one error in the header, not one per row.
    if (places.length > 0)
      this.log.error('GTFS_VALUE_MISSING', { file: this.table.file, line, field }, `${field} is empty.`);
    return undefined;
  }

  private isNew(row: Readonly<Record<string, unknown>>, line: number): boolean {
    if (this.table.key.length === 0) return true;
    const parts = this.table.key.map((name) => String(row[name] ?? ''));
    const key = parts.join('\0');
    if (!this.keys.has(key)) return Boolean(this.keys.add(key));
    const field = this.table.columns[this.table.key[0] ?? '']?.names[0];
    const message = `${quoted(parts.join(', '))} was there before.`;
    this.log.error('GTFS_ID_DUPLICATE', { file: this.table.file, line, field }, message);
    return false;
  }

  private reportInvalid({ kind, names: [field] }: Column<unknown>, value: string, { line }: CsvRecord): void {
    const severity = kind.lenient ? 'warning' : 'error';
    const place = { file: this.table.file, line, field };
    this.log[severity]('GTFS_VALUE_INVALID', place, `${quoted(value)} is not ${kind.expects}.`);
  }

  private reportEncoding({ names: [field] }: Column<unknown>, { line }: CsvRecord): void {
    this.log.warning('GTFS_NOT_UTF8', { file: this.table.file, line, field }, `${field} is not written in UTF-8.`);
  }

  private reportLength({ line, values }: CsvRecord): void {
    const message = `The row has ${values.length} values, the header ${this.header.width}.`;
    this.log.warning('GTFS_ROW_LENGTH', { file: this.table.file, line }, message);
  }
}

/** The first spelling that is filled counts: a feed in transition may carry both. */
function cellText(values: readonly string[], places: readonly number[]): string {
  for (const place of places) {
    const value = values[place]?.trim();
    if (value) return value;
  }
  return '';
}
