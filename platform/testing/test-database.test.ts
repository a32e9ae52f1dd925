import { describe, expect, it } from '@jest/globals';
import { connect, withConnection } from '../database/cluster/connect.ts';
import { makerOf } from './clone-names.ts';
import { cloneDatabase, type TestDatabase, templateDatabase, testCluster } from './test-database.ts';

const prepare = (ownerUrl: string) =>
  withConnection(ownerUrl, async (owner) => {
    await owner.query(`create table note (text text); grant select, insert on note to v_citizen`);
  });

async function withClone(work: (clone: TestDatabase) => Promise<void>): Promise<void> {
  const clone = await cloneDatabase(await templateDatabase('notes', 'one table', prepare));
  try {
    await work(clone);
  } finally {
    await clone.drop();
  }
}

const namesOnServer = async (): Promise<string[]> =>
  withConnection((await testCluster()).adminUrl, async (admin) =>
    (await admin.query<{ datname: string }>('select datname from pg_database')).rows.map((row) => row.datname),
  );

describe('the database of a test file', () => {
  it('has what the template has, and keeps its own rows from the next clone', async () => {
    await withClone(async (one) => {
      await withConnection(one.ownerUrl, (owner) => owner.query(`insert into note values ('mine')`));
      await withClone(async (other) => {
        const { rows } = await withConnection(other.ownerUrl, (owner) => owner.query('select * from note'));
        expect(rows).toEqual([]);
      });
    });
  });

  it('gives the application no more than production does', async () => {
    await withClone(async ({ appUrl }) => {
      await withConnection(appUrl, async (app) => {
        await expect(app.query('select * from note')).rejects.toMatchObject({ code: '42501' });
        const results = (await app.query(
          `begin; set local role v_citizen; select text from note; rollback`,
        )) as unknown;
        expect(results).toMatchObject([{}, {}, { rows: [] }, {}]);
      });
    });
  });

  it('prepares a template once, however many ask at the same time', async () => {
    let prepared = 0;
    const count = async (ownerUrl: string) => {
      prepared++;
      await prepare(ownerUrl);
    };
    const key = `asked for by three at ${process.hrtime.bigint()}`;
    const [first, ...others] = await Promise.all([1, 2, 3].map(() => templateDatabase('crowd', key, count)));
    expect(others).toEqual([first, first]);
    expect(prepared).toBe(1);
    await withConnection((await testCluster()).adminUrl, (admin) => admin.query(`drop database ${first}`));
  });

  it('makes a template again that was left half done', async () => {
    const key = `left half done at ${process.hrtime.bigint()}`;
    const broken = templateDatabase('halves', key, () => Promise.reject(new Error('migration fails')));
    await expect(broken).rejects.toThrow('migration fails');
    const template = await templateDatabase('halves', key, prepare);
    const clone = await cloneDatabase(template);
    const { rowCount } = await withConnection(clone.ownerUrl, (owner) => owner.query('select from note'));
    expect(rowCount).toBe(0);
    await clone.drop();
    await withConnection((await testCluster()).adminUrl, (admin) => admin.query(`drop database ${template}`));
  });

  it('is dropped even while somebody is connected', async () => {
    const clone = await cloneDatabase(await templateDatabase('notes', 'one table', prepare));
    const guest = await connect(clone.appUrl);
    await clone.drop();
    expect(await namesOnServer()).not.toContain(clone.name);
    await guest.end();
  });

  it('carries the number of its process in its name', async () => {
    await withClone(async ({ name }) => {
      expect(makerOf(name)).toBe(process.pid);
      expect(makerOf('stadttor_account')).toBeUndefined();
    });
  });
});
