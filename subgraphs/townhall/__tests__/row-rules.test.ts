import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PUBLIC_VIEWER, type Viewer, viewerOf } from '../../../platform/database/index.ts';
import { citizen, clerk } from '../../../platform/testing/principals.ts';
import { advance, caseApp, clerkOf, rowsOf, startTown, submit, type Town } from './town.ts';

let town: Town;
const [erika, max] = [citizen(), citizen()];
beforeAll(async () => {
  town = await startTown();
  for (const applicant of [erika, max]) {
    const { id } = await submit(town, applicant);
    await advance(town, clerkOf(20), id, { state: 'IN_REVIEW', note: 'Guten Tag' });
  }
});
afterAll(() => town.stop());

const seenBy = async (viewer: Viewer, table: string) => {
  const rows = await town.running.database.reading(viewer, ({ sql }) =>
    sql<{ owner: string }>(`select * from ${table}`),
  );
  return rows.length;
};
const changedBy = (viewer: Viewer, change: string) =>
  town.running.database.unitOfWork(viewer, ({ em }) => em.execute(`${change}`, [], 'run'));

describe('row rules, when a query forgets its where', () => {
  const TABLES = ['case_file', 'case_note'];

  it.each(TABLES)('show a citizen and her app her own rows of %s', async (table) => {
    expect(await seenBy(viewerOf(erika), table)).toBe(1);
    expect(await seenBy(viewerOf(caseApp(erika.citizenId)), table)).toBe(1);
    expect(await seenBy(viewerOf(citizen()), table)).toBe(0);
    expect(await seenBy({ ...viewerOf(erika), parties: [] }, table)).toBe(0);
  });

  it.each(TABLES)('show a clerk the rows of %s that are her office’s', async (table) => {
    expect(await seenBy(viewerOf(clerkOf(20)), table)).toBe(2);
    expect(await seenBy(viewerOf(clerkOf(32)), table)).toBe(0);
    expect(await seenBy(viewerOf(clerk([])), table)).toBe(0);
  });

  it.each([...TABLES, 'case_payment', 'staff_member', 'staff_version'])(
    'show the public nothing of %s',
    async (table) => {
      await expect(seenBy(PUBLIC_VIEWER, table)).rejects.toThrow('permission denied');
    },
  );

  it.each([
    ['a citizen', erika, "update case_file set applicant = '00000000-0000-7000-8000-000000000000'"],
    ['a clerk', clerkOf(20), 'update case_file set office = 32'],
    ['a clerk', clerkOf(20), "update case_file set data = '{}'"],
    ['an app', caseApp(erika.citizenId), "update case_file set state = 'DECIDED'"],
    ['a citizen', erika, "update case_note set text = 'x'"],
    ['a clerk', clerkOf(20), 'insert into staff_member (person, office) select gen_random_uuid(), 20'],
    ['a clerk', clerkOf(20), 'delete from case_file'],
    ['a citizen', erika, 'update event set version = 7'],
  ])('let %s change nothing that was sent', async (_who, principal, change) => {
    await expect(changedBy(viewerOf(principal), change)).rejects.toThrow('permission denied');
  });

  it('are enabled and forced on every table', async () => {
    const open = await rowsOf(
      town,
      `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
         and not relispartition and not (relrowsecurity and relforcerowsecurity)`,
    );
    expect(open).toEqual([{ relname: 'mikro_orm_migrations' }]);
  });
});
