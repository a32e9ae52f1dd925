import type { Logger } from 'pino';
import { type Database, PUBLIC_VIEWER } from '../../../platform/database/index.ts';
import { BadUserInputError } from '../../../platform/errors/index.ts';
import { readCalendarFiles } from '../connectors/calendar-files.ts';
import { WasteTownUnclearError } from '../domain/errors.ts';
import { WasteCalendarInvalidError } from '../modules/calendar/domain/errors.ts';
import { toBerlinDay } from '../modules/calendar/domain/iso-date.ts';
import type { CalendarFile, CalendarImport, ReadOptions } from '../modules/calendar/import/model.ts';
import { readCalendar } from '../modules/calendar/import/read-calendar.ts';
import type { ImportReport } from '../modules/calendar/import/report.ts';
import { checkImport } from '../modules/calendar/import/validate.ts';
import { toCalendarRows } from './import/calendar-rows.ts';
import { abandonCalendar, activateCalendar, beginCalendar, sweepCalendars } from './import/calendar-version.ts';
import { keepDates } from './import/keep-dates.ts';
import { writeRows } from './import/write-rows.ts';

/** What an import needs of a started or opened subgraph. */
export interface ImportParts {
  readonly database: Database;
  readonly logger: Logger;
}

/** How to read the files, and whose calendar they are. */
export interface ImportOptions extends Partial<ReadOptions> {
  /** The town's 12-digit Regionalschlüssel. Without it: the one town that has a calendar here. */
  readonly ars?: string;
}

/** The town of a hub that knows only one and was never told its key. */
const ONLY_TOWN = '000000000000';

/**
 * Imports a collection calendar (Abfallkalender einlesen) from a file or a folder of them, ICS and CSV, as the whole
 * calendar of a town. Reading keeps a processor busy for seconds where files are large: for a process of its own.
 *
 * @throws WasteCalendarInvalidError, WasteFileMissingError, WasteTownUnclearError, WasteImportRunningError; nothing changed
 */
export const importWaste = async (
  parts: ImportParts,
  path: string,
  options: ImportOptions = {},
): Promise<ImportReport> => importFiles(parts, readCalendarFiles(path, options.maxBytes), options);

/** The same from files that are not on a disk. */
export async function importFiles(
  parts: ImportParts,
  files: Iterable<CalendarFile>,
  { ars: asked, ...options }: ImportOptions = {},
): Promise<ImportReport> {
  const ars = await chooseTown(parts.database, asked);
  const today = options.today ?? toBerlinDay(new Date());
  const { calendar, report } = readCalendar(files, { ...options, today });
  checkImport(report);
  checkDates(calendar);
  await store(parts.database, calendar, { ars, today });
  parts.logger.info({ ars, counts: report.counts }, 'imported a collection calendar');
  return report;
}

/** Files that hold no date at all would take every date away. */
function checkDates({ pickups }: CalendarImport): void {
  if (pickups.length > 0) return;
  throw new WasteCalendarInvalidError([{ file: '', line: 0, code: 'NOTHING_FOUND', message: 'There are no dates.' }]);
}

async function chooseTown(database: Database, asked: string | undefined): Promise<string> {
  if (asked !== undefined) return checkArs(asked);
  const towns = await database.reading(PUBLIC_VIEWER, ({ sql }) =>
    sql<{ ars: string }>(`select ars from calendar where state = 'ACTIVE' order by ars`),
  );
  if (towns.length > 1) throw new WasteTownUnclearError(towns.map(({ ars }) => ars));
  return towns[0]?.ars ?? ONLY_TOWN;
}

function checkArs(ars: string): string {
  if (/^\d{12}$/.test(ars)) return ars;
  throw new BadUserInputError('A Regionalschlüssel has 12 digits.', { problems: [{ path: '/ars', rule: 'format' }] });
}

async function store(database: Database, calendar: CalendarImport, { ars, today }: { ars: string; today: string }) {
  const rows = toCalendarRows(calendar, ars);
  const version = await beginCalendar(database, ars);
  try {
    await writeRows(database, version, rows);
    await keepDates(database, version, { pickups: rows.pickups, today });
    await activateCalendar(database, version);
  } catch (error) {
    await abandonCalendar(database, version);
    throw error;
  } finally {
    await sweepCalendars(database);
  }
}
