import { Database } from '../../database/index.ts';
import { makeLogger } from '../../server/index.ts';
import { Jobs } from '../index.ts';
import { noteEffect, TEST_PACE } from './jobs-database.ts';

/** A hub of its own for the tests: `count` leaves one effect a run, `hang` leaves one and never ends. */
const appUrl = process.env.APP_URL ?? '';
const database = await Database.open({ appUrl, entities: [] });
const jobs = new Jobs({ appUrl, logger: makeLogger({ level: 'silent' }), pace: TEST_PACE });
jobs.define({ name: 'count', run: ({ id }) => noteEffect(database, id, 'counted') });
jobs.define({
  name: 'hang',
  run: async ({ id }) => {
    await noteEffect(database, id, 'begun');
    await new Promise(() => {});
  },
});
await jobs.start();
process.stdout.write('ready\n');

process.once('SIGTERM', async () => {
  await jobs.stop();
  await database.close();
});
