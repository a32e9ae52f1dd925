import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { citizen, clerk, partnerFor } from '../../../platform/testing/principals.ts';
import { recordStatements } from '../../../platform/testing/statements.ts';
import { type Principal, PUBLIC_PRINCIPAL } from '../../../platform/visa/index.ts';
import { demoFeedPath } from '../main.ts';
import { startTransit, type TransitHub } from './test-hub.ts';

const ADD = 'mutation ($input: AddFavouriteStopInput!) { addFavouriteStop(input: $input) { stop { id name } } }';
const REMOVE = 'mutation ($input: RemoveFavouriteStopInput!) { removeFavouriteStop(input: $input) { stop { id } } }';
const LIST = '{ me { favouriteStops { id } } }';
const MARKT = 'de:15999:1002';

let hub: TransitHub;
beforeAll(async () => {
  hub = await startTransit('2026-11-23T07:00:00+01:00');
  await hub.importFolder(demoFeedPath);
});
afterAll(() => hub.stop());

let keys = 0;
const input = (stopId: string, idempotencyKey = `key-${++keys}`) => ({ input: { stopId, idempotencyKey } });
const add = (who: Principal, stopId: string, key?: string) => hub.as(who).ask(ADD, input(stopId, key));
const remove = (who: Principal, stopId: string, key?: string) => hub.as(who).ask(REMOVE, input(stopId, key));
const listOf = async (who: Principal): Promise<string[]> => {
  const { me } = await hub.as(who).query<{ me: { favouriteStops: { id: string }[] } }>(LIST);
  return me.favouriteStops.map(({ id }) => id);
};
const refused = (code: string, data: unknown = expect.anything()) => ({
  data,
  errors: [expect.objectContaining({ extensions: expect.objectContaining({ code }) })],
});
const eventsOf = (party: string) =>
  hub.running.database.reading({ role: 'v_citizen', self: party, parties: [party], offices: [] }, ({ sql }) =>
    sql<{ kind: string; version: number }>('select kind, version from event order by id'),
  );

describe('favourite stops', () => {
  it('are kept in the order in which they were added, and told in the log', async () => {
    const erika = citizen();
    expect(await add(erika, MARKT)).toMatchObject({
      data: { addFavouriteStop: { stop: { name: 'Musterhagen, Markt' } } },
    });
    await add(erika, 'musterhagen:seedorf-kirche');
    expect(await listOf(erika)).toEqual([MARKT, 'musterhagen:seedorf-kirche']);
    await remove(erika, MARKT);
    expect(await listOf(erika)).toEqual(['musterhagen:seedorf-kirche']);
    expect(await eventsOf(erika.citizenId)).toEqual([
      { kind: 'FAVOURITE_STOP_ADDED', version: 1 },
      { kind: 'FAVOURITE_STOP_ADDED', version: 1 },
      { kind: 'FAVOURITE_STOP_REMOVED', version: 2 },
    ]);
  });

  it('are each there once, whoever repeats the call', async () => {
    const erika = citizen();
    const first = await add(erika, MARKT, 'same');
    expect(await add(erika, MARKT, 'same')).toEqual(first);
    await add(erika, MARKT, 'another');
    expect(await listOf(erika)).toEqual([MARKT]);
    expect(await eventsOf(erika.citizenId)).toHaveLength(1);
    expect(await remove(erika, MARKT, 'gone')).toEqual(await remove(erika, MARKT, 'gone'));
    expect(await listOf(erika)).toEqual([]);
  });

  it('refuse a key that was used for another stop', async () => {
    const erika = citizen();
    await add(erika, MARKT, 'k');
    expect(await add(erika, 'de:15999:1003', 'k')).toEqual(refused('IDEMPOTENCY_CONFLICT'));
    await remove(erika, MARKT, 'r');
    expect(await remove(erika, 'de:15999:1003', 'r')).toEqual(refused('IDEMPOTENCY_CONFLICT'));
  });

  it('refuse stops that nobody knows, removals of what is none, and bad keys', async () => {
    const erika = citizen();
    expect(await add(erika, 'de:15999:9999')).toEqual(refused('NOT_FOUND'));
    expect(await remove(erika, MARKT)).toEqual(refused('NOT_FOUND'));
    expect(await add(erika, MARKT, 'bad key')).toEqual(refused('BAD_USER_INPUT'));
    expect(await remove(erika, MARKT, '')).toEqual(refused('BAD_USER_INPUT'));
    expect(await eventsOf(erika.citizenId)).toEqual([]);
  });

  it('are fifty at most, also when two calls come at once', async () => {
    const erika = citizen();
    const fill = `insert into favourite_stop (id, party, stop_id)
      select gen_random_uuid(), '${erika.citizenId}', 'old:' || n from generate_series(1, 49) n`;
    await hub.running.database.unitOfWork(
      { role: 'v_citizen', self: null, parties: erika.parties, offices: [] },
      ({ em }) => em.execute(fill),
    );
    const answers = await Promise.all([add(erika, MARKT), add(erika, 'de:15999:1003')]);
    expect(answers.filter(({ errors }) => errors)).toEqual([refused('FAVOURITES_FULL')]);
  });

  it('that no timetable knows any more are left out and can be removed', async () => {
    const erika = citizen();
    await hub.importFiles('passing');
    await add(erika, 'passing:s1');
    await hub.importFiles('passing', {
      'stops.txt': 'stop_id,stop_name,stop_lat,stop_lon\ns3,Neu,52.4,11.8\ns2,Bahnhof,52.41,11.81\n',
      'stop_times.txt':
        'trip_id,arrival_time,departure_time,stop_id,stop_sequence\nt,08:00:00,08:00:00,s3,1\nt,08:10:00,08:10:00,s2,2\n',
    });
    expect(await listOf(erika)).toEqual([]);
    expect(await remove(erika, 'passing:s1')).toEqual({ data: { removeFavouriteStop: { stop: null } } });
  });

  it('cost two statements', async () => {
    const erika = citizen();
    await add(erika, MARKT);
    await add(erika, 'de:15999:1003');
    const { statements } = await recordStatements(() => listOf(erika));
    expect(statements).toHaveLength(2);
  });

  it('belong to the party somebody acts for', async () => {
    const [erika, club] = [citizen(), citizen()];
    const acting = citizen({ citizenId: erika.citizenId, parties: [club.citizenId] });
    await add(acting, MARKT);
    expect(await listOf(acting)).toEqual([MARKT]);
    expect(await listOf(erika)).toEqual([]);
  });
});

describe('strangers', () => {
  const ENTITY = `query ($id: ID!) { _entities(representations: [{ __typename: "Citizen", id: $id }]) { ... on Citizen { favouriteStops { id } } } }`;
  const rights = { scopes: ['favourites'], purposes: ['favourites'] };

  it('read no favourites, whichever way they come', async () => {
    const erika = citizen();
    await add(erika, MARKT);
    const strangers: [string, Principal][] = [
      ['NOT_FOUND', citizen()],
      ['UNAUTHENTICATED', PUBLIC_PRINCIPAL],
      ['FORBIDDEN', citizen({ citizenId: erika.citizenId, scopes: ['openid'] })],
      ['FORBIDDEN', clerk([12])],
      ['FORBIDDEN', clerk([12], { scopes: ['staff', 'favourites'] })],
      ['CONSENT_REQUIRED', partnerFor(erika.citizenId, { scopes: ['favourites'] })],
      ['FORBIDDEN', partnerFor(erika.citizenId, { purposes: ['favourites'] })],
      ['CONSENT_REQUIRED', partnerFor(citizen().citizenId, rights)],
    ];
    for (const [code, stranger] of strangers) {
      const answer = await hub.as(stranger).ask(ENTITY, { id: erika.citizenId });
      expect(answer).toEqual(refused(code, { _entities: [{ favouriteStops: null }] }));
    }
  });

  it('see no row even where a field forgets to ask', async () => {
    const erika = citizen();
    await add(erika, MARKT);
    const max = { role: 'v_citizen', self: null, parties: [citizen().citizenId], offices: [] } as const;
    const { database } = hub.running;
    const all = (viewer: Parameters<typeof database.reading>[0]) =>
      database.reading(viewer, ({ sql }) => sql('select * from favourite_stop'));
    expect(await all(max)).toEqual([]);
    expect(await all({ ...max, role: 'v_citizen', parties: [erika.citizenId] })).toHaveLength(1);
    await expect(all({ ...max, role: 'v_public', parties: [] })).rejects.toThrow('permission denied');
    await expect(all({ ...max, role: 'v_staff', parties: [], offices: [1] })).rejects.toThrow('permission denied');
  });

  it('change nothing', async () => {
    const erika = citizen();
    const strangers: [string, Principal][] = [
      ['UNAUTHENTICATED', PUBLIC_PRINCIPAL],
      ['FORBIDDEN', clerk([12], { scopes: ['favourites'] })],
      ['FORBIDDEN', citizen({ scopes: [] })],
      ['CONSENT_REQUIRED', partnerFor(erika.citizenId, { scopes: ['favourites'] })],
      ['FORBIDDEN', partnerFor(erika.citizenId, { purposes: ['favourites'] })],
    ];
    for (const [code, stranger] of strangers) {
      expect(await add(stranger, MARKT)).toEqual(refused(code, { addFavouriteStop: null }));
      expect(await remove(stranger, MARKT)).toEqual(refused(code, { removeFavouriteStop: null }));
    }
    expect(await listOf(erika)).toEqual([]);
  });

  it('are no strangers when they are apps she allowed', async () => {
    const erika = citizen();
    const app = partnerFor(erika.citizenId, rights);
    await add(app, MARKT);
    expect(await listOf(app)).toEqual([MARKT]);
    expect(await listOf(erika)).toEqual([MARKT]);
  });
});
