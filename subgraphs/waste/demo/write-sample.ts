import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeDemoCsv } from './demo-csv.ts';

/** Writes the committed sample anew; run by hand after a change to the demo's streets or rhythms. */
writeFileSync(join(import.meta.dirname, 'musterhagen-2027.csv'), makeDemoCsv(2027));
