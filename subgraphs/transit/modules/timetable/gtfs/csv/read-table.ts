import type { ImportLog } from '../import-log.ts';
import type { GtfsSource } from '../source/gtfs-source.ts';
import { toHeader } from './header.ts';
import { CsvBrokenError, type CsvRecord, readCsv } from './read-csv.ts';
import { RowReader } from './row-reader.ts';
import type { Columns, RowOf, Table } from './table.ts';

/**
 * Streams the typed rows of a file in batches; a missing file has none. What cannot be read is reported, and a row
 * without a required value or with a key that was there before is left out. Never throws for what a file holds, only
 * for a broken archive.
 */
export async function* readTable<C extends Columns>(
  source: GtfsSource,
  table: Table<C>,
  log: ImportLog,
): AsyncGenerator<RowOf<Table<C>>[]> {
  if (!source.files.has(table.file)) return;
  log.count(table.file, 0);
  let reader: RowReader<C> | undefined;
  for await (const batch of records(source, table.file, log)) {
    // The first record of the file is its header.
    const rows = reader ? batch : batch.slice(1);
    reader ??= new RowReader(table, toHeader(table, batch[0]?.values ?? [], log), log);
    log.count(table.file, rows.length);
    const typed = rows.flatMap((record) => reader?.read(record) ?? []);
    if (typed.length > 0) yield typed;
  }
  if (!reader) toHeader(table, [], log);
}

/** Reads a whole table: for files that fit in memory. */
export async function loadTable<C extends Columns>(source: GtfsSource, table: Table<C>, log: ImportLog) {
  const rows: RowOf<Table<C>>[] = [];
  for await (const batch of readTable(source, table, log)) for (const row of batch) rows.push(row);
  return rows;
}

async function* records(source: GtfsSource, file: string, log: ImportLog): AsyncGenerator<CsvRecord[]> {
  try {
    for await (const batch of readCsv(source.open(file))) if (batch.length > 0) yield batch;
  } catch (error) {
    if (!(error instanceof CsvBrokenError)) throw error;
    const place = { file, line: error.line };
    log.error('GTFS_FILE_UNREADABLE', place, `From here on this is no CSV (${error.message}).`);
  }
}
