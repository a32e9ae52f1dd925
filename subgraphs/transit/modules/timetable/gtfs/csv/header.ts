import type { ImportLog } from '../import-log.ts';
import type { GtfsSource } from '../source/gtfs-source.ts';
import { CsvBrokenError, readCsv } from './read-csv.ts';
import type { Column, Columns, Table } from './table.ts';

/** Where the columns of a table stand in a file. */
export interface Header {
  width: number;
  /** Per column of the table its places, newest spelling first; empty when the file does not have it. */
  places: readonly (readonly number[])[];
}

/** Finds the columns of a table in the first record; unknown ones are ignored, missing required ones reported. */
export function toHeader<C extends Columns>(table: Table<C>, names: readonly string[], log: ImportLog): Header {
  const fields = names.map((name) => name.trim());
  reportDuplicates(table.file, fields, log);
  const columns: Column<unknown>[] = Object.values(table.columns);
  const places = columns.map((column) => {
    return column.names.map((name) => fields.indexOf(name)).filter((place) => place >= 0);
  });
  columns.forEach(({ presence, names: [field] }, index) => {
    if (presence === 'required' && places[index]?.length === 0)
      log.error('GTFS_COLUMN_MISSING', { file: table.file, line: 1, field }, `The column ${field} is missing.`);
  });
  return { width: fields.length, places };
}

function reportDuplicates(file: string, fields: readonly string[], log: ImportLog): void {
  const known = new Set<string>();
  for (const field of fields) {
    if (field !== '' && known.has(field))
      log.warning('GTFS_COLUMN_DUPLICATE', { file, line: 1 }, 'A column stands twice in the header; the first counts.');
    known.add(field);
  }
}

/** Names in the header of a file; empty when the file is missing, empty or unreadable. */
export async function readFieldNames(source: GtfsSource, file: string): Promise<ReadonlySet<string>> {
  if (!source.files.has(file)) return new Set();
  try {
    for await (const [header] of readCsv(source.open(file))) {
      if (header) return new Set(header.values.map((name) => name.trim()));
    }
  } catch (error) {
    // Whoever reads the rows meets the same damage and reports it with its line.
    if (!(error instanceof CsvBrokenError)) throw error;
  }
  return new Set();
}
