import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importDemoTown } from './import-demo-town.ts';
import { seedCases } from './seed-cases.ts';
import { seedManyCitizens } from './seed-many.ts';
import { seedPeople } from './seed-people.ts';
import type { SeedTarget } from './seed-target.ts';

/**
 * Seeds the demo town on an empty data folder: timetable and collection calendar (made up, and said to be), offices and
 * clerks, citizens with a home, favourite stops, cases, a fee and mail.
 *
 * Every step may be repeated: ids are derived and mutations carry fixed idempotency keys, so a start that was cut off in
 * the middle goes on at the next one. The mark is set when all of it is there.
 */
export async function seedDemo(target: SeedTarget): Promise<void> {
  const mark = join(target.dataFolder, 'seeded');
  if (!existsSync(mark)) {
    await importDemoTown(target);
    await seedCases(target, await seedPeople(target));
    writeFileSync(mark, new Date().toISOString());
  }
  await seedManyCitizens(target, target.extraCitizens);
}
