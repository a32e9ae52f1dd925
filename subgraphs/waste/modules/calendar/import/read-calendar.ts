import { CalendarBuilder } from './calendar-builder.ts';
import { readCsv } from './csv/read-csv.ts';
import { decodeFile } from './decode.ts';
import { readIcs } from './ics/read-ics.ts';
import {
  type CalendarFile,
  type CalendarImport,
  DEFAULT_MAX_BYTES,
  DEFAULT_MAX_PICKUPS,
  type ReadOptions,
} from './model.ts';
import type { ReadContext } from './read-context.ts';
import { type ImportReport, ReportWriter } from './report.ts';
import { reviewCalendar } from './validate.ts';

/** What was read, and how it went. With errors in the report the calendar must not be used: see `checkImport`. */
export interface ReadResult {
  calendar: CalendarImport;
  report: ImportReport;
}

/**
 * Reads a collection calendar (Abfallkalender einlesen) from ICS and CSV files into one import. Never throws for what a file
 * says; takes seconds for large files, so callers run it in a worker thread.
 */
export function readCalendar(files: Iterable<CalendarFile>, options: ReadOptions): ReadResult {
  const report = new ReportWriter();
  const builder = new CalendarBuilder(report, options.maxPickups ?? DEFAULT_MAX_PICKUPS);
  for (const file of files) {
    if (builder.isFull) break;
    report.counts.files += 1;
    readFile(file, { file: file.name, options, builder, report });
  }
  const calendar = builder.toCalendar();
  reviewCalendar(calendar, report);
  return { calendar, report: report.toReport() };
}

type Reader = (text: string, context: ReadContext) => void;

function readFile(file: CalendarFile, context: ReadContext): void {
  const { options, report } = context;
  const position = { file: file.name, line: 0 };
  const maxBytes = options.maxBytes ?? DEFAULT_MAX_BYTES;
  if (file.content.byteLength > maxBytes) {
    report.add('FILE_TOO_LARGE', position, `Larger than ${maxBytes} bytes.`);
    return;
  }
  const text = decodeFile(file, report);
  const read = toReader(file.name, text);
  if (read) read(text, context);
  else report.add('FORMAT_UNKNOWN', position, 'Neither an ICS nor a CSV file.');
}

/** The content decides before the name: calendars are also delivered as `.txt` or `.php`. */
function toReader(name: string, text: string): Reader | undefined {
  if (/^\s*BEGIN:VCALENDAR/i.test(text.slice(0, 200)) || /\.ics$/i.test(name)) return readIcs;
  return /\.(csv|txt|tsv)$/i.test(name) ? readCsv : undefined;
}
