import { type ImportParts, importFiles } from '../actions/import-waste.ts';
import type { ImportReport } from '../modules/calendar/import/report.ts';
import { makeDemoCsv } from './demo-csv.ts';
import { MUSTERHAGEN } from './musterhagen.ts';

/** Gives the demo town its calendar for these years, for instance this one and the next. Repeating it changes nothing. */
export const importDemoCalendar = (parts: ImportParts, years: readonly number[]): Promise<ImportReport> =>
  importFiles(
    parts,
    years.map((year) => ({ name: `musterhagen-${year}.csv`, content: Buffer.from(makeDemoCsv(year)) })),
    { ars: MUSTERHAGEN.ars, today: `${Math.min(...years)}-01-01` },
  );
