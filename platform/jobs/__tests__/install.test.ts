import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { withConnection } from '../../database/cluster/connect.ts';
import { askOne } from '../../database/cluster/testing.ts';
import { Database } from '../../database/index.ts';
import { cloneDatabase, type TestDatabase, templateDatabase } from '../../testing/test-database.ts';
import { ensureJobs, installJobs, JOBS_MARK } from '../index.ts';

let empty: TestDatabase;
beforeAll(async () => {
  empty = await cloneDatabase(await templateDatabase('jobs', 'empty', async () => {}));
});
afterAll(() => empty.drop());

/** What every start does. */
async function ensure(): Promise<void> {
  const database = await Database.open({ appUrl: empty.appUrl, entities: [] });
  await ensureJobs(database, empty.ownerUrl);
  await database.close();
}

const MARK = `select obj_description(to_regnamespace('jobs'), 'pg_namespace')`;
const TABLES = `select oid from pg_class where relnamespace = to_regnamespace('jobs') order by oid`;

describe('installing the jobs', () => {
  it('may be done by several processes at once, and again, and changes nothing then', async () => {
    await Promise.all([1, 2, 3].map(() => installJobs(empty.ownerUrl)));
    expect(await askOne(empty.ownerUrl, MARK)).toBe(JOBS_MARK);
    const tables = () => withConnection(empty.adminUrl, async (admin) => (await admin.query(TABLES)).rows);
    const before = await tables();
    await installJobs(empty.ownerUrl);
    await ensure();
    expect(await tables()).toEqual(before);
  });

  it('is done again at a start when it was cut off before its end', async () => {
    await installJobs(empty.ownerUrl);
    await withConnection(empty.ownerUrl, (owner) =>
      owner.query(`comment on schema jobs is null; drop function public.run_later`),
    );
    await ensure();
    expect(await askOne(empty.ownerUrl, `select to_regproc('public.run_later') is not null`)).toBe(true);
  });

  it('gives the application no right to change the tables themselves, not even as the hub', async () => {
    await installJobs(empty.ownerUrl);
    await withConnection(empty.appUrl, async (app) => {
      await app.query('set role v_system');
      for (const statement of ['create table jobs.x ()', 'drop table jobs.warning', 'truncate jobs.job'])
        await expect(app.query(statement)).rejects.toMatchObject({ code: '42501' });
    });
  });
});
