import { demoFeedPath } from '../../subgraphs/transit/main.ts';
import { importGtfs } from '../../subgraphs/transit/modules/timetable/actions/import-gtfs.ts';
import { importDemoCalendar } from '../../subgraphs/waste/demo/import-demo-calendar.ts';
import type { SeedTarget } from './seed-target.ts';

/** The made-up timetable and collection calendar of the demo town, this year's and the next one's. */
export async function importDemoTown({ database, logger }: SeedTarget): Promise<void> {
  const year = new Date().getFullYear();
  await Promise.all([
    importGtfs({ database: database('transit'), logger }, demoFeedPath, { graceMs: 0 }),
    importDemoCalendar({ database: database('waste'), logger }, [year, year + 1]),
  ]);
}
