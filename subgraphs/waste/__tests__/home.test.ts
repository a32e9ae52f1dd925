import { beforeAll, describe, expect, it } from '@jest/globals';
import { viewerOf } from '../../../platform/database/index.ts';
import { citizen, clerk, partnerFor } from '../../../platform/testing/principals.ts';
import { recordStatements } from '../../../platform/testing/statements.ts';
import { type Principal, PUBLIC_PRINCIPAL, systemPrincipal } from '../../../platform/visa/index.ts';
import { eventsOf } from './events.ts';
import { idOf, useTown } from './town.ts';

const SET = 'mutation ($input: SetHomeInput!) { setHome(input: $input) { home { id label } } }';
const REMOVE = 'mutation ($input: RemoveHomeInput!) { removeHome(input: $input) { citizen { id home { label } } } }';
const HOME = '{ me { home { label pickups(first: 1) { date } } } }';
const ENTITY = `query ($id: ID!) {
  _entities(representations: [{ __typename: "Citizen", id: $id }]) { ... on Citizen { home { label } } }
}`;
const ALLOWED = { scopes: ['openid', 'home'], purposes: ['home'] };

const town = useTown();
let house: string;
let otherHouse: string;
beforeAll(async () => {
  await town.importDemo(2027, 2028);
  house = await idOf(town, 'Lindenweg 7a');
  otherHouse = await idOf(town, 'Marktplatz 3');
});

const setHome = (who: Principal, addressId: string, idempotencyKey = addressId) =>
  town.hub.as(who).ask(SET, { input: { addressId, idempotencyKey } });

async function settled() {
  const erika = citizen();
  await setHome(erika, house);
  return erika;
}

describe('her home', () => {
  it('is what she set, with its dates', async () => {
    const erika = citizen();
    expect(await town.hub.as(erika).query(HOME)).toEqual({ me: { home: null } });
    expect(await setHome(erika, house)).toEqual({
      data: { setHome: { home: { id: house, label: 'Lindenweg 7a, 39999 Musterhagen' } } },
    });
    expect(await town.hub.as(erika).query(HOME)).toEqual({
      me: { home: { label: 'Lindenweg 7a, 39999 Musterhagen', pickups: [{ date: '2027-01-04' }] } },
    });
  });

  it('changes, and is removed', async () => {
    const erika = await settled();
    await setHome(erika, otherHouse);
    expect(await town.hub.as(erika).query(HOME)).toMatchObject({
      me: { home: { label: expect.stringMatching(/^Marktplatz/) } },
    });
    const removed = await town.hub.as(erika).query(REMOVE, { input: { idempotencyKey: 'r' } });
    expect(removed).toEqual({ removeHome: { citizen: { id: erika.citizenId, home: null } } });
  });

  it('tells the log that it changed, once, and not where it is', async () => {
    const erika = await settled();
    await setHome(erika, house);
    await setHome(erika, house, 'another key');
    await setHome(erika, otherHouse);
    const remove = () => town.hub.as(erika).query(REMOVE, { input: { idempotencyKey: 'r' } });
    await remove();
    await remove();
    const events = await eventsOf(town.hub, erika.citizenId);
    expect(events.map(({ kind, state, version }) => [kind, state, version])).toEqual([
      ['HOME_CHANGED', 'SET', 1],
      ['HOME_CHANGED', 'SET', 2],
      ['HOME_CHANGED', 'REMOVED', 3],
    ]);
    expect(JSON.stringify(events)).not.toContain(house);
    expect(JSON.stringify(events)).not.toMatch(/Lindenweg|Marktplatz/);
  });

  it('removes nothing where nothing is', async () => {
    const erika = citizen();
    const removed = await town.hub.as(erika).query(REMOVE, { input: { idempotencyKey: 'r' } });
    expect(removed).toMatchObject({ removeHome: { citizen: { home: null } } });
    expect(await eventsOf(town.hub, erika.citizenId)).toEqual([]);
  });

  it('answers a repeated call like the first, and refuses the key for another address', async () => {
    const erika = citizen();
    const first = await setHome(erika, house, 'key');
    expect(await setHome(erika, house, 'key')).toEqual(first);
    const other = await setHome(erika, otherHouse, 'key');
    expect(other).toMatchObject({
      data: { setHome: null },
      errors: [{ extensions: { code: 'IDEMPOTENCY_CONFLICT' } }],
    });
    expect(await town.hub.as(erika).query(HOME)).toMatchObject({
      me: { home: { label: expect.stringMatching(/^Lindenweg/) } },
    });
  });

  it.each([
    ['NOT_FOUND', 'nonsense', 'k'],
    ['NOT_FOUND', '0190a000-0000-7000-8000-000000000000', 'k'],
    ['BAD_USER_INPUT', undefined, 'a key with spaces'],
  ])('refuses with %s the address %s under the key %s', async (code, address, key) => {
    const erika = citizen();
    const asked = await setHome(erika, address ?? house, key);
    expect(asked).toMatchObject({ data: { setHome: null }, errors: [{ extensions: { code } }] });
    expect(await town.hub.as(erika).query(HOME)).toEqual({ me: { home: null } });
  });

  it('takes two statements to read', async () => {
    const erika = await settled();
    const { statements } = await recordStatements(() => town.hub.as(erika).query('{ me { home { label } } }'));
    expect(statements).toHaveLength(2);
  });

  it('is shown to an app she allowed it, which may also set it', async () => {
    const erika = await settled();
    const app = partnerFor(erika.citizenId, ALLOWED);
    expect(await town.hub.as(app).query(ENTITY, { id: erika.citizenId })).toMatchObject({
      _entities: [{ home: { label: expect.stringMatching(/^Lindenweg/) } }],
    });
    expect(await setHome(app, otherHouse)).toMatchObject({ data: { setHome: { home: { id: otherHouse } } } });
  });

  it('is that of the party she acts for', async () => {
    const erika = await settled();
    const son = citizen({ parties: [erika.citizenId] });
    expect(await town.hub.as(son).query(HOME)).toMatchObject({ me: { home: { label: expect.any(String) } } });
  });

  it.each([
    ['another citizen', 'NOT_FOUND', () => citizen()],
    ['a citizen without the scope', 'FORBIDDEN', (id: string) => citizen({ citizenId: id, scopes: ['openid'] })],
    ['the public', 'UNAUTHENTICATED', () => PUBLIC_PRINCIPAL],
    ['a clerk', 'FORBIDDEN', () => clerk([4], { scopes: ['home'] })],
    ['an app without consent', 'CONSENT_REQUIRED', (id: string) => partnerFor(id)],
    ['an app without scope', 'FORBIDDEN', (id: string) => partnerFor(id, { ...ALLOWED, scopes: ['openid'] })],
    ['an app for somebody else', 'CONSENT_REQUIRED', () => partnerFor(citizen().citizenId, ALLOWED)],
  ])('is withheld from %s with %s', async (_who, code, principalFor) => {
    const erika = await settled();
    const asked = await town.hub.as(principalFor(erika.citizenId)).ask(ENTITY, { id: erika.citizenId });
    expect(asked).toMatchObject({ data: { _entities: [{ home: null }] }, errors: [{ extensions: { code } }] });
  });

  it('is hidden by the database from who forgot the where', async () => {
    const erika = await settled();
    const homesOf = (who: Principal) =>
      town.hub.running.database.reading(viewerOf(who), ({ sql }) => sql('select address from home'));
    expect(await homesOf(citizen())).toEqual([]);
    expect(await homesOf(erika)).toEqual([{ address: house }]);
    await expect(homesOf(clerk([4]))).rejects.toMatchObject({ code: '42501' });
    await expect(homesOf(PUBLIC_PRINCIPAL)).rejects.toMatchObject({ code: '42501' });
  });

  it.each([
    ['the public', 'UNAUTHENTICATED', PUBLIC_PRINCIPAL],
    ['an app without consent', 'CONSENT_REQUIRED', partnerFor(citizen().citizenId)],
    ['a citizen without the scope', 'FORBIDDEN', citizen({ scopes: ['openid'] })],
    ['a clerk', 'FORBIDDEN', clerk([4], { scopes: ['home'] })],
  ])('is not set or removed by %s', async (_who, code, principal) => {
    expect(await setHome(principal, house)).toMatchObject({
      data: { setHome: null },
      errors: [{ extensions: { code } }],
    });
    const removed = await town.hub.as(principal).ask(REMOVE, { input: { idempotencyKey: 'r' } });
    expect(removed).toMatchObject({ data: { removeHome: null }, errors: [{ extensions: { code } }] });
  });

  it('is read by the hub itself', async () => {
    const erika = await settled();
    const read = await town.hub.as(systemPrincipal('gateway')).query(ENTITY, { id: erika.citizenId });
    expect(read).toMatchObject({ _entities: [{ home: { label: expect.any(String) } }] });
  });
});
