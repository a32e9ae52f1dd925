import { join } from 'node:path';

/** Demo timetable (Demo-Fahrplan): the folder of the made-up feed of Musterhagen, for seeding an empty hub. */
export const demoFeedPath = join(import.meta.dirname, 'musterhagen');
