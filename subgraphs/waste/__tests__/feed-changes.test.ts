import { expect, it } from '@jest/globals';
import { citizen } from '../../../platform/testing/principals.ts';
import { makeFeedFile } from '../routes/feed-file.ts';
import { idOf, useTown } from './town.ts';

const HEAD = 'Ort;Straße;Hausnummer;Fraktion;Datum;Ursprüngliches Datum;Grund';
const row = (fraction: string, date: string, rest = ';') => `Altdorf;Torgasse;1;${fraction};${date};${rest}`;
const files = (...rows: string[]) => ({ 'a.csv': [HEAD, ...rows].join('\n') });
const options = { ars: '150000000001' };
const town = useTown();

/** The entries of the feed by their day, each with its lines. */
async function feedOf(token: string) {
  const file = await makeFeedFile(token, { database: town.hub.running.database, publicUrl: 'https://stadt.example' });
  const events = String(file?.body).split('BEGIN:VEVENT\r\n').slice(1);
  const line = (event: string, name: string) => new RegExp(`^${name}[^:]*:(.*)\r$`, 'm').exec(event)?.[1];
  return {
    etag: file?.etag,
    entries: Object.fromEntries(
      events.map((event) => [
        line(event, 'DTSTART'),
        { uid: line(event, 'UID'), sequence: line(event, 'SEQUENCE'), status: line(event, 'STATUS') },
      ]),
    ),
  };
}

it('tells calendar programs what an import changed: moved, gone, and nothing about the rest', async () => {
  const [paper, residual, late] = [
    row('Papier', '01.03.2027'),
    row('Papier', '15.03.2027'),
    row('Papier', '29.03.2027'),
  ];
  await town.importFolder(files(paper, residual, late), options);
  const { createCalendarFeed } = await town.hub
    .as(citizen())
    .query<{ createCalendarFeed: { url: string } }>(
      `mutation ($id: ID!) { createCalendarFeed(input: { addressId: $id, idempotencyKey: "k" }) { url } }`,
      { id: await idOf(town, 'Torgasse 1') },
    );
  const token = createCalendarFeed.url.slice(-47, -4);
  const before = await feedOf(token);

  await town.importFolder(files(paper, residual, late), options);
  expect(await feedOf(token)).toEqual(before);

  await town.importFolder(files(paper, row('Papier', '30.03.2027', '29.03.2027;Feiertag')), options);
  const after = await feedOf(token);
  expect(after.etag).not.toBe(before.etag);
  expect(after.entries['20270301']).toEqual(before.entries['20270301']);
  expect(after.entries['20270330']).toEqual({ ...before.entries['20270329'], sequence: '1' });
  expect(after.entries['20270315']).toEqual({ ...before.entries['20270315'], sequence: '1', status: 'CANCELLED' });

  await town.importFolder(files(paper, residual, late), options);
  const back = await feedOf(token);
  expect(back.entries['20270315']).toEqual({ ...before.entries['20270315'], sequence: '2' });
});

it('shows cancelled dates in feeds only', async () => {
  const ars = '150000000002';
  const first = [
    'Neudorf;Seeweg;1;Papier;01.03.2027;;',
    'Neudorf;Seeweg;1;Papier;15.03.2027;;',
    'Neudorf;Seeweg;1;Papier;29.03.2027;;',
  ];
  await town.importFolder(files(...first), { ars });
  await town.importFolder(files(...first.filter((_, index) => index !== 1)), { ars });
  const { address } = await town.hub
    .as()
    .query<{ address: object }>('query ($id: ID!) { address(id: $id) { pickups { date } } }', {
      id: await idOf(town, 'Seeweg 1'),
    });
  expect(address).toEqual({ pickups: [{ date: '2027-03-01' }, { date: '2027-03-29' }] });
});
