import { beforeAll, describe, expect, it } from '@jest/globals';
import { recordStatements } from '../../../platform/testing/statements.ts';
import { makeDemoCalendar } from '../demo/demo-calendar.ts';
import { idOf, labels, pickups, search, useTown } from './town.ts';

const town = useTown();
beforeAll(async () => {
  await town.importDemo(2027, 2028);
});

describe('the address search', () => {
  it.each([
    ['Lindenweg 7', ['Lindenweg 7, 39999 Musterhagen', 'Lindenweg 7a, 39999 Musterhagen']],
    ['lindenweg 7A', ['Lindenweg 7a, 39999 Musterhagen']],
    ['Linden 9', ['Lindenweg 9, 39999 Musterhagen']],
    ['muehlengasse 4 musterhagen', ['Mühlengasse 4, 39999 Musterhagen']],
    ['Muhlengasse 4', ['Mühlengasse 4, 39999 Musterhagen']],
    ['39999 Marktpl. 3', ['Marktplatz 3, 39999 Musterhagen']],
    ['Bahnhofstr 5', ['Bahnhofstraße 1-29 ungerade, 39999 Musterhagen']],
    ['Bahnhof-Strasse 30', ['Bahnhofstraße 2-30 gerade, 39999 Musterhagen']],
    ['Bahnhof Str. 12', ['Bahnhofstraße 2-30 gerade, 39999 Musterhagen']],
    ['Handwerk 12a', ['Straße des Handwerks 12a, 39999 Musterhagen']],
    ['Am Stadttor 4', ['Am Stadttor 4 (Hinterhaus), 39999 Musterhagen']],
    ['Am S 4', ['Am Stadttor 4 (Hinterhaus), 39999 Musterhagen']],
    ['zum gr teich 13', ['Zum Großen Teich 13, 39999 Musterhagen']],
  ])('finds %s', async (text, expected) => {
    expect(await labels(town, text)).toEqual(expected);
  });

  it.each([
    ['Banhofstr 5', ['Bahnhofstraße 1-29 ungerade, 39999 Musterhagen']],
    ['Bahnofstr 12 Musterhagen', ['Bahnhofstraße 2-30 gerade, 39999 Musterhagen']],
    ['Lindnweg 3', ['Lindenweg 3, 39999 Musterhagen']],
  ])('takes %s for the closest street', async (text, expected) => {
    expect(await labels(town, text)).toEqual(expected);
  });

  it.each(['Lindenweg 99', 'Bahnhofstraße 31', 'Nirgendwo 1', '', '   ', '!!', '7', '12345', '%', "' or 1=1 --"])(
    'finds nothing for %j',
    async (text) => {
      expect(await search(town, text)).toEqual([]);
    },
  );

  it('counts house numbers as numbers and shows at most as many as asked', async () => {
    const houses = (await labels(town, 'Zum Großen Teich')).map((label) => label.split(/ |,/)[3]);
    expect(houses).toEqual(['1', '3', '5', '7', '9', '11', '13']);
    expect(await search(town, 'musterhagen', 3)).toHaveLength(3);
    expect(await search(town, 'musterhagen')).toHaveLength(20);
    expect(await search(town, 'musterhagen', 100)).toHaveLength(40);
  });

  it('puts streets that begin with what was typed first', async () => {
    const found = await labels(town, 'mu', 100);
    expect(found).toHaveLength(40);
    expect(found.slice(0, 5).every((label) => label.startsWith('Mühlengasse'))).toBe(true);
  });

  it.each([0, -1, 101])('refuses pages of %d', async (first) => {
    const asked = await town.hub.as().ask(`{ addresses(search: "Linden", first: ${first}) { id } }`);
    expect(asked).toMatchObject({ data: { addresses: null }, errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  });

  it('asks once for what is there and three times at most', async () => {
    const found = await recordStatements(() => search(town, 'Lindenweg 7'));
    expect(found.statements).toHaveLength(1);
    const similar = await recordStatements(() => search(town, 'Lindnweg 3'));
    expect(similar.statements).toHaveLength(3);
    const nothing = await recordStatements(() => search(town, '!!'));
    expect(nothing.statements).toHaveLength(0);
  });
});

describe('the collection dates of an address', () => {
  it('are what the calendar says, from today in Berlin', async () => {
    const id = await idOf(town, 'Lindenweg 7a');
    const rows = makeDemoCalendar(2027).filter((row) => row.Tour === 'Tour Nord' && row.Datum !== '');
    const days = rows.map(({ Datum }) => Datum.split('.').reverse().join('-')).sort();
    const found = await pickups(town, id, undefined, 100);
    expect(found.map(({ date }) => date).filter((date) => date < '2028')).toEqual(days);
    expect(found[0]).toMatchObject({ date: '2027-01-04', fraction: 'RESIDUAL', label: 'Restmüll', colour: '#4a4a4a' });
  });

  it('begin a day later when the day changes in Berlin, before it does in Greenwich', async () => {
    const id = await idOf(town, 'Lindenweg 7a');
    const before = town.now;
    try {
      town.now = new Date('2027-01-04T23:30:00Z');
      expect((await pickups(town, id, undefined, 1))[0]?.date).toBe('2027-01-05');
    } finally {
      town.now = before;
    }
  });

  it('tell from which day a date was moved, and why', async () => {
    const found = await pickups(town, await idOf(town, 'Lindenweg 1'), '2027-03-29', 5);
    expect(found).toContainEqual(
      expect.objectContaining({ date: '2027-03-30', originalDate: '2027-03-29', shiftReason: 'HOLIDAY' }),
    );
  });

  it('come for 50 addresses in two statements', async () => {
    const { result, statements } = await recordStatements(() =>
      town.hub
        .as()
        .query<{ addresses: { pickups: object[] }[] }>(
          '{ addresses(search: "musterhagen", first: 50) { label pickups(first: 4) { date fraction } } }',
        ),
    );
    expect(result.addresses).toHaveLength(40);
    expect(result.addresses.every(({ pickups: dates }) => dates.length === 4)).toBe(true);
    expect(statements).toHaveLength(2);
  });

  it('come for 50 references in two statements, null for what is none', async () => {
    const found = await search(town, 'musterhagen', 100);
    const ids = [...found.map(({ id }) => id), ...Array(9).fill(found[0]?.id), '0190a000-0000-7000-8000-000000000000'];
    const representations = ids.map((id) => ({ __typename: 'Address', id }));
    const document = `query ($representations: [_Any!]!) {
      _entities(representations: $representations) { ... on Address { label pickups(first: 2) { date } } }
    }`;
    const { result, statements } = await recordStatements(() =>
      town.hub.as().query<{ _entities: (object | null)[] }>(document, { representations }),
    );
    expect(result._entities).toHaveLength(50);
    expect(result._entities.at(-1)).toBeNull();
    expect(result._entities.filter((entity) => entity !== null)).toHaveLength(49);
    expect(statements).toHaveLength(2);
  });

  it.each(['nonsense', '0190a000-0000-7000-8000-000000000000'])('are not there for %s', async (id) => {
    const asked = await town.hub.as().ask('query ($id: ID!) { address(id: $id) { label } }', { id });
    expect(asked).toMatchObject({ data: { address: null }, errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  });

  it.each([0, 101])('refuse pages of %d', async (first) => {
    const id = await idOf(town, 'Lindenweg 1');
    const document = `query ($id: ID!) { address(id: $id) { label pickups(first: ${first}) { date } } }`;
    const asked = await town.hub.as().ask(document, { id });
    expect(asked).toMatchObject({
      data: { address: { label: 'Lindenweg 1, 39999 Musterhagen', pickups: null } },
      errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
    });
  });
});
