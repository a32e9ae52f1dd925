import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { recordStatements } from '../../../platform/testing/statements.ts';
import { demoFeedPath } from '../main.ts';
import { startTransit, type TransitHub } from './test-hub.ts';

const FLEX = join(import.meta.dirname, '..', 'modules', 'timetable', 'gtfs', '__fixtures__', 'brandenburg');

let hub: TransitHub;
beforeAll(async () => {
  hub = await startTransit('2026-11-23T07:00:00+01:00');
  await hub.importFolder(demoFeedPath);
  await hub.importFolder(FLEX);
});
afterAll(() => hub.stop());

interface Found {
  stops: { id: string; name: string; kind: string }[];
}
const find = async (args: string): Promise<Found['stops']> =>
  (await hub.as().query<Found>(`{ stops(${args}) { id name kind } }`)).stops;

describe('the search for stops', () => {
  it.each(['Seedorf', 'seedorf kirche', 'KIRCHE see', 'Seedorf, Kirche'])(
    'finds by the beginnings of words: %s',
    async (search) => {
      const names = (await find(`search: "${search}"`)).map(({ name }) => name);
      expect(names).toContain('Seedorf, Kirche');
    },
  );

  it.each(['Angermünde', 'angermuende', 'ANGERM'])(
    'finds all stops of a place and its on-demand group: %s',
    async (search) => {
      const stops = await find(`search: "${search}", first: 100`);
      expect(stops.map(({ id }) => id)).toEqual(
        expect.arrayContaining(['de:12073:900340004', 'de:12073:900340004::1', 'brandenburg:flex-476-stops']),
      );
      expect(stops.every(({ name }) => name.includes('Angermünde'))).toBe(true);
    },
  );

  it('shows stations before their platforms', async () => {
    const stops = await find('search: "Musterhagen, Bahnhof"');
    expect(stops.map(({ id }) => id)).toEqual(['de:15999:1001', 'de:15999:1001:1:1', 'de:15999:1001:1:2']);
  });

  it.each(['...', "' or 1=1 --", 'Nirgendwo', '%', 'see_orf'])('finds nothing for %s', async (search) => {
    expect(await find(`search: "${search}"`)).toEqual([]);
  });

  it('finds the nearest first, a station instead of its platforms', async () => {
    const near = 'near: { latitude: 52.4713, longitude: 11.7247 }';
    const ids = (await find(`${near}, first: 3`)).map(({ id }) => id);
    expect(ids[0]).toBe('de:15999:1001');
    expect(ids).not.toContain('de:15999:1001:1:1');
    expect(await find('near: { latitude: 0, longitude: 0 }')).toEqual([]);
    expect((await find(`${near}, search: "Markt"`))[0]?.id).toBe('de:15999:1002');
  });

  it('lists stops in order of names when nothing is asked for', async () => {
    const names = (await find('first: 2')).map(({ name }) => name);
    expect(names).toHaveLength(2);
    expect(names).toEqual([...names].sort());
  });

  it.each(['first: 0', 'first: 101', 'near: { latitude: 91, longitude: 0 }'])('refuses %s', async (args) => {
    expect(await hub.as().ask(`{ stops(${args}) { id } }`)).toMatchObject({
      data: { stops: null },
      errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
    });
  });

  it('asks the database once for a list', async () => {
    const { statements } = await recordStatements(() => find('search: "Bahnhof"'));
    expect(statements).toHaveLength(1);
  });
});

describe('a stop', () => {
  it('knows its station, its platforms and its lines', async () => {
    const { stop } = await hub
      .as()
      .query<{ stop: object }>(
        '{ stop(id: "de:15999:1001") { kind point { latitude longitude } parent { id } platforms { id platform parent { id } } wheelchairBoarding lines { id name mode agency { name phone } } } }',
      );
    expect(stop).toMatchObject({
      kind: 'STATION',
      point: { latitude: 52.4712, longitude: 11.7248 },
      parent: null,
      platforms: [
        { id: 'de:15999:1001:1:1', platform: '1', parent: { id: 'de:15999:1001' } },
        { id: 'de:15999:1001:1:2', platform: '2', parent: { id: 'de:15999:1001' } },
      ],
      wheelchairBoarding: 'POSSIBLE',
      lines: expect.arrayContaining([
        {
          id: 'musterhagen:linie-1',
          name: '1',
          mode: 'BUS',
          agency: expect.objectContaining({ phone: '+49 3935 000 100' }),
        },
        expect.objectContaining({ mode: 'ON_DEMAND_BUS' }),
      ]),
    });
  });

  it('stands for a station that a feed names but does not contain', async () => {
    const { stop } = await hub
      .as()
      .query<{ stop: object }>('{ stop(id: "de:12073:900340004") { name kind platforms { id } } }');
    expect(stop).toMatchObject({ name: 'Angermünde, Bahnhof', kind: 'STATION' });
    expect(stop).toHaveProperty('platforms.length', expect.any(Number));
  });

  it('carries the id of its feed when it has no DHID', async () => {
    expect(await hub.as().query('{ stop(id: "musterhagen:seedorf-kirche") { name } }')).toEqual({
      stop: { name: 'Seedorf, Kirche' },
    });
  });

  it.each(['seedorf-kirche', 'de:1', "x'?$1\\\\", ''])('is null for the unknown id %p', async (id) => {
    expect(await hub.as().query('query ($id: ID!) { stop(id: $id) { id } }', { id })).toEqual({ stop: null });
  });

  it('is found by its key from other subgraphs', async () => {
    const entities = `{ _entities(representations: [{ __typename: "Stop", id: "de:15999:1003" }, { __typename: "Stop", id: "none" }]) { ... on Stop { name } } }`;
    expect(await hub.as().query(entities)).toEqual({ _entities: [{ name: 'Musterhagen, Rathaus' }, null] });
  });

  it('loads parents, platforms and lines of many stops in a constant number of statements', async () => {
    const { statements } = await recordStatements(() =>
      hub.as().query('{ stops(first: 20) { parent { id } platforms { id parent { id } } lines { id } } }'),
    );
    // Stops; platforms; places and lines; the parents of the platforms.
    expect(statements).toHaveLength(5);
  });
});
