import { type DemoRow, makeDemoCalendar } from './demo-calendar.ts';

/** The demo calendar of a year as the CSV file that a provider would deliver: UTF-8, `;`, CRLF. */
export function makeDemoCsv(year: number): string {
  const rows = makeDemoCalendar(year);
  const columns = Object.keys(rows[0] ?? {}) as Array<keyof DemoRow>;
  const lines = [columns.join(';'), ...rows.map((row) => columns.map((column) => quoteCell(row[column])).join(';'))];
  return `${lines.join('\r\n')}\r\n`;
}

/** Quotes only where the text needs it (RFC 4180 section 2). */
const quoteCell = (text: string): string => (/[;"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
