import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { SYSTEM_VIEWER } from '../../../platform/database/index.ts';
import { activateCalendar, beginCalendar } from '../actions/import/calendar-version.ts';
import { importWaste } from '../main.ts';
import { toCalendarFile } from '../modules/calendar/import/testing.ts';
import { idOf, labels, pickups, search, useTown } from './town.ts';

const town = useTown();
const csv = (...rows: string[]) =>
  ['Ort;Straße;Hausnummer;Fraktion;Datum;Ursprüngliches Datum;Grund', ...rows].join('\n');
const ARS = '150000000001';

async function count(table: string): Promise<number> {
  const client = new pg.Client({ connectionString: town.hub.adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query(`select count(*)::int as rows from ${table}`);
    return rows[0].rows;
  } finally {
    await client.end();
  }
}

describe('an import', () => {
  it('takes a table over, with its report', async () => {
    const rows = ['Altdorf;Torgasse;1;Restmüll;05.02.2027;;', 'Altdorf;Torgasse;1;Sternenstaub;06.02.2027;;'];
    const report = await town.importFolder({ 'altdorf.csv': csv(...rows) }, { ars: ARS });
    expect(report).toMatchObject({ errors: [], warnings: [{ code: 'FRACTION_UNKNOWN', line: 3 }] });
    expect(report.counts).toMatchObject({ addresses: 1, pickups: 2, files: 1 });
    const found = await pickups(town, await idOf(town, 'Torgasse 1'));
    expect(found).toMatchObject([
      { date: '2027-02-05', fraction: 'RESIDUAL', label: 'Restmüll', colour: null, originalDate: null },
      { date: '2027-02-06', fraction: 'OTHER', label: 'Sternenstaub' },
    ]);
  });

  it('takes calendars of a folder together: a file for each address', async () => {
    const event = (day: string, name: string) => [`DTSTART;VALUE=DATE:${day}`, `SUMMARY:${name}`];
    const files = {
      'Weinberg 3.ics': toCalendarFile(event('20270301', 'Biotonne'), event('20270308', 'Papier')),
      'Weinberg 5.ics': toCalendarFile(event('20270302', 'Biotonne')),
      'notes.md': 'not a calendar',
    };
    await town.importFolder(files, { ars: '150000000002', town: 'Weindorf' });
    expect(await labels(town, 'weinberg')).toEqual(['Weinberg 3, Weindorf', 'Weinberg 5, Weindorf']);
    const found = await pickups(town, await idOf(town, 'Weinberg 3'));
    expect(found.map(({ fraction }) => fraction)).toEqual(['ORGANIC', 'PAPER']);
  });

  it('keeps the ids of addresses and dates when it comes again, and leaves nothing of the old calendar', async () => {
    const ars = '150000000003';
    const first = csv('Neudorf;Seestr.;2;Restmüll;05.02.2027;;', 'Neudorf;Seestr.;4;Papier;05.02.2027;;');
    await town.importFolder({ 'a.csv': first }, { ars });
    const before = await search(town, 'Seestraße');
    const [beforePickup] = await pickups(town, await idOf(town, 'Seestraße 2'));
    const rows = [await count('address'), await count('pickup'), await count('calendar')];
    const again = csv(
      'Neudorf;Seestraße;2;Restmüll;06.02.2027;05.02.2027;Sturm',
      'Neudorf;Seestr;4;Papier;05.02.2027;;',
    );
    await town.importFolder({ 'b.csv': again }, { ars });
    const after = await search(town, 'Seestraße');
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    const [afterPickup] = await pickups(town, await idOf(town, 'Seestraße 2'));
    expect(afterPickup).toEqual({
      ...beforePickup,
      date: '2027-02-06',
      originalDate: '2027-02-05',
      shiftReason: 'WEATHER',
    });
    expect([await count('address'), await count('pickup'), await count('calendar')]).toEqual(rows);
  });

  it('shows houses that are gone no more', async () => {
    const ars = '150000000004';
    await town.importFolder(
      { 'a.csv': csv('A;Gasse Eins;1;Papier;05.02.2027;;', 'A;Gasse Eins;2;Papier;05.02.2027;;') },
      { ars },
    );
    const gone = await idOf(town, 'Gasse Eins 2');
    await town.importFolder({ 'a.csv': csv('A;Gasse Eins;1;Papier;05.02.2027;;') }, { ars });
    expect(await labels(town, 'Gasse Eins')).toEqual(['Gasse Eins 1, A']);
    const asked = await town.hub.as().ask('query ($id: ID!) { address(id: $id) { id } }', { id: gone });
    expect(asked).toMatchObject({ data: { address: null }, errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  });

  it("leaves this year's last dates where they are when next year's calendar comes", async () => {
    const ars = '150000000005';
    await town.importFolder(
      { 'a.csv': csv('B;Jahrweg;1;Papier;20.12.2027;;', 'B;Jahrweg;1;Papier;17.01.2028;;') },
      { ars },
    );
    await town.importFolder(
      { 'b.csv': csv('B;Jahrweg;1;Papier;03.01.2028;;', 'B;Jahrweg;1;Papier;31.01.2028;;') },
      { ars },
    );
    const found = await pickups(town, await idOf(town, 'Jahrweg 1'));
    expect(found.map(({ date }) => date)).toEqual(['2027-12-20', '2028-01-03', '2028-01-31']);
  });

  it.each([
    ['a broken date', { 'a.csv': csv('C;Bruchweg;1;Papier;31.02.2027;;') }, 'WASTE_CALENDAR_INVALID'],
    ['no dates', { 'a.csv': 'Ort;Straße;Hausnummer;Tour\nC;Bruchweg;1;Nord' }, 'WASTE_CALENDAR_INVALID'],
    ['a table with unknown columns', { 'a.csv': 'x;y\n1;2' }, 'WASTE_CALENDAR_INVALID'],
    [
      'one bad file among good ones',
      { 'a.csv': csv('C;Bruchweg;1;Papier;05.03.2027;;'), 'b.ics': 'oops' },
      'WASTE_CALENDAR_INVALID',
    ],
    ['no files', { 'a.pdf': 'x' }, 'WASTE_FILE_MISSING'],
  ])('with %s changes nothing', async (_what, files, code) => {
    const ars = '150000000006';
    await town.importFolder({ 'good.csv': csv('C;Bruchweg;1;Papier;01.03.2027;;') }, { ars });
    const before = [await count('calendar'), await count('pickup'), await count('address')];
    await expect(town.importFolder(files as Record<string, string>, { ars })).rejects.toMatchObject({ code });
    const found = await pickups(town, await idOf(town, 'Bruchweg 1'));
    expect(found.map(({ date }) => date)).toEqual(['2027-03-01']);
    expect([await count('calendar'), await count('pickup'), await count('address')]).toEqual(before);
  });

  it('says which line is wrong', async () => {
    const broken = csv('C;Bruchweg;1;Papier;05.03.2027;;', 'C;Bruchweg;2;Papier;morgen;;');
    await expect(town.importFolder({ 'a.csv': broken }, { ars: ARS })).rejects.toMatchObject({
      details: { errorCount: 1, problems: [{ file: 'a.csv', line: 3, field: 'date', code: 'DATE_UNREADABLE' }] },
    });
  });

  it('wants to be told the town where there are several, by a whole key', async () => {
    const files = { 'a.csv': csv('D;Weg;1;Papier;05.03.2027;;') };
    await town.importFolder(files, { ars: '150000000007' });
    await town.importFolder(files, { ars: '150000000008' });
    await expect(town.importFolder(files)).rejects.toMatchObject({ code: 'WASTE_TOWN_UNCLEAR' });
    await expect(town.importFolder(files, { ars: '15' })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('waits for nobody: a second import of a town at the same time is refused, unless the first one died', async () => {
    const ars = '150000000009';
    const files = { 'a.csv': csv('E;Doppelweg;1;Papier;05.03.2027;;') };
    const { database } = town.hub.running;
    const { id } = await beginCalendar(database, ars);
    await expect(town.importFolder(files, { ars })).rejects.toMatchObject({ code: 'WASTE_IMPORT_RUNNING' });
    expect(await labels(town, 'Doppelweg')).toEqual([]);
    await database.unitOfWork(
      SYSTEM_VIEWER,
      ({ sql }) => sql`update calendar set touched_at = now() - interval '11 minutes' where id = ${id}`,
    );
    await town.importFolder(files, { ars });
    expect(await labels(town, 'Doppelweg')).toEqual(['Doppelweg 1, E']);
    await expect(activateCalendar(database, { id, previous: null })).rejects.toMatchObject({
      code: 'WASTE_IMPORT_RUNNING',
    });
  });

  it('refuses a path where nothing is', async () => {
    const { database } = town.hub.running;
    const parts = { database, logger: { info: () => {} } as never };
    await expect(importWaste(parts, '/nowhere/at/all')).rejects.toMatchObject({ code: 'WASTE_FILE_MISSING' });
  });
});
