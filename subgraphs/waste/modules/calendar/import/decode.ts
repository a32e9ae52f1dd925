import type { CalendarFile } from './model.ts';
import type { ReportWriter } from './report.ts';

const MARKS: ReadonlyArray<readonly [string, readonly number[]]> = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** The text of a file without byte order mark: UTF-8, UTF-16 with mark, else what German spreadsheets write (Windows-1252). */
export function decodeFile({ name, content }: CalendarFile, report: ReportWriter): string {
  const marked = MARKS.find(([, mark]) => mark.every((byte, index) => content[index] === byte));
  if (marked) return new TextDecoder(marked[0]).decode(content);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    report.add('ENCODING_GUESSED', { file: name, line: 0 }, 'Not UTF-8: read as Windows-1252. Please check umlauts.');
    return new TextDecoder('windows-1252').decode(content);
  }
}
