import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { citizen } from '../../../platform/testing/principals.ts';
import { recordStatements } from '../../../platform/testing/statements.ts';
import type { Principal } from '../../../platform/visa/index.ts';
import { type House, mailboxOf, startHouse, until } from './house.ts';

const PROVEN = {
  given_name: { value: 'Erika', level: 'HIGH' },
  family_name: { value: 'Mustermann', level: 'HIGH' },
  date_of_birth: { value: '1964-08-12', level: 'HIGH' },
  place_of_birth: { value: 'Berlin', level: 'NORMAL' },
  street_and_building: { value: 'Heidestraße 17', level: 'SUBSTANTIAL' },
  zip_code: { value: '51147', level: 'SUBSTANTIAL' },
  city: { value: 'Köln', level: 'SUBSTANTIAL' },
  email: { value: 'erika@example.org', level: 'BASIC' },
  academic_title: { value: 'Dr.', level: 'HIGH' },
};

interface Answer {
  readonly provider: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}
const proven = new Map<string, Answer>();

/** As identity answers: everything, or what was chosen. */
function answerOf({ citizenId, names }: { citizenId: string; names?: readonly string[] }) {
  const answer = proven.get(citizenId);
  if (!answer || !names) return answer;
  const chosen = Object.entries(answer.attributes).filter(([name]) => names.includes(name));
  return { ...answer, attributes: Object.fromEntries(chosen) };
}

let house: House;
beforeAll(async () => {
  house = await startHouse({ 'identity.attributes': answerOf });
});
afterAll(() => house.stop());

const FIELDS = `givenName familyName displayName birthName birthDate birthPlace email phone language version
  address { street zipCode city country } verified { attribute source level }`;
const UPDATE = `mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { profile { ${FIELDS} } } }`;

const profileOf = async (who: Principal) =>
  (await house.as(who).query<{ me: { profile: Record<string, unknown> | null } }>(`{ me { profile { ${FIELDS} } } }`))
    .me.profile;

const prove = (who: Principal, attributes: Answer['attributes'], provider = 'bundid') =>
  proven.set(String(who.citizenId), { provider, attributes });

async function register(attributes?: Answer['attributes']) {
  const erika = citizen();
  if (attributes) prove(erika, attributes);
  house.identity.push({ kind: 'CITIZEN_REGISTERED', subject: erika.citizenId, party: erika.citizenId });
  await until(
    () => profileOf(erika),
    (profile) => profile !== null,
  );
  return erika;
}

const update = (who: Principal, change: object, idempotencyKey = 'a') =>
  house.as(who).ask(UPDATE, { input: { ...change, idempotencyKey } });

describe('a profile', () => {
  it('begins with what identity has proven, each field with its voucher', async () => {
    const erika = await register(PROVEN);
    const level = (attribute: string, level: string) => ({ attribute, source: 'bundid', level });
    expect(await profileOf(erika)).toEqual({
      ...{ givenName: 'Erika', familyName: 'Mustermann', displayName: 'Erika Mustermann' },
      ...{ birthName: null, birthDate: '1964-08-12', birthPlace: null },
      ...{ email: 'erika@example.org', phone: null, language: 'de', version: 1 },
      address: { street: 'Heidestraße 17', zipCode: '51147', city: 'Köln', country: null },
      verified: [
        ...[level('givenName', 'HIGH'), level('familyName', 'HIGH'), level('birthDate', 'HIGH')],
        ...[level('street', 'SUBSTANTIAL'), level('zipCode', 'SUBSTANTIAL'), level('city', 'SUBSTANTIAL')],
        level('email', 'BASIC'),
      ],
    });
  });

  it('is there without any attribute, and a welcome with it', async () => {
    const erika = await register();
    expect(await profileOf(erika)).toMatchObject({ displayName: null, address: null, language: 'de', verified: [] });
    const { nodes } = await mailboxOf(house, erika);
    expect(nodes.map(({ subject }) => subject.en)).toEqual(['Welcome to your digital town hall']);
  });

  it('is opened once, however often the registration is told', async () => {
    const erika = await register(PROVEN);
    await update(erika, { language: 'en' });
    house.identity.push({ kind: 'CITIZEN_REGISTERED', subject: erika.citizenId, party: erika.citizenId });
    await until(
      () => mailboxOf(house, erika),
      ({ nodes }) => nodes.length === 2,
    );
    expect(await profileOf(erika)).toMatchObject({ language: 'en', version: 2 });
    const opened = `select id from event where kind = 'ACCOUNT_OPENED' and party = $1`;
    expect(await house.rows(opened, [erika.citizenId])).toHaveLength(1);
  });

  it('is read with one statement, for one citizen or many', async () => {
    const [erika, max] = [await register(), await register()];
    const both = citizen({ citizenId: erika.citizenId, parties: [erika.citizenId, max.citizenId] });
    const ids = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Citizen { profile { version } } } }`;
    const of = [erika, max].map(({ citizenId: id }) => ({ __typename: 'Citizen', id }));
    const { statements, result } = await recordStatements(() => house.as(both).query(ids, { of }));
    expect(result).toEqual({ _entities: [{ profile: { version: 1 } }, { profile: { version: 1 } }] });
    expect(statements).toHaveLength(1);
  });
});

describe('a linked account', () => {
  const adopt = (erika: Principal & { citizenId: string }, ...names: string[]) =>
    house.identity.push({
      kind: 'ATTRIBUTES_ADOPTED',
      subject: erika.citizenId,
      party: erika.citizenId,
      data: { provider: 'servicekonto', names },
    });
  const versioned = (erika: Principal, version: number) =>
    until(
      () => profileOf(erika),
      (profile) => profile?.version === version,
    );

  it('puts what she chose into the profile, over what she had told, and nothing else', async () => {
    const erika = await register({ email: { value: 'alt@example.org', level: 'BASIC' } });
    await update(erika, { familyName: 'Musterfrau', phone: '0391 1234', email: 'neu@example.org' });
    prove(erika, { ...PROVEN, telephone: { value: '0123456', level: 'BASIC' } }, 'servicekonto');
    adopt(erika, 'family_name', 'telephone');
    const profile = await versioned(erika, 3);
    expect(profile).toMatchObject({ familyName: 'Mustermann', email: 'neu@example.org', phone: '0123456' });
    expect(profile).toMatchObject({ birthDate: null });
    expect(profile?.verified).toContainEqual({ attribute: 'familyName', source: 'servicekonto', level: 'HIGH' });
    expect(profile?.verified).toContainEqual({ attribute: 'phone', source: 'servicekonto', level: 'BASIC' });
    expect(JSON.stringify(profile?.verified)).not.toMatch(/email/);
  });

  it('does not weaken what a stronger one has proven', async () => {
    const erika = await register({ given_name: { value: 'Erika', level: 'HIGH' } });
    const weaker = {
      given_name: { value: 'Rike', level: 'SUBSTANTIAL' },
      city: { value: 'Köln', level: 'SUBSTANTIAL' },
    };
    prove(erika, weaker, 'servicekonto');
    adopt(erika, 'given_name', 'city');
    expect(await versioned(erika, 2)).toMatchObject({ givenName: 'Erika', address: { city: 'Köln' } });
  });

  it('changes nothing when it tells nothing new', async () => {
    const erika = await register(PROVEN);
    adopt(erika, ...Object.keys(PROVEN));
    const last = house.identity.events.length;
    await until(
      () => house.rows<{ seq: string }>(`select seq from consumer where source = 'identity'`),
      ([row]) => Number(row?.seq) === last,
    );
    expect(await profileOf(erika)).toMatchObject({ version: 1 });
  });
});

describe('updateProfile', () => {
  it('changes what she tells of herself, and raises the version', async () => {
    const erika = await register();
    const change = {
      ...{ givenName: 'Erika', familyName: 'Müller-Lüdenscheidt', birthDate: '1964-08-12' },
      ...{ email: ' Erika@Example.org ', phone: '+49 (0) 39 35 / 93-17', language: 'leicht' },
      address: { street: 'Bismarckstr. 5', zipCode: '39517', city: 'Musterhagen', country: 'de' },
    };
    expect(await update(erika, change)).toMatchObject({
      data: {
        updateProfile: {
          profile: {
            ...{ displayName: 'Erika Müller-Lüdenscheidt', email: 'Erika@Example.org', phone: '+4939359317' },
            ...{ language: 'leicht', version: 2, address: { ...change.address, country: 'DE' } },
          },
        },
      },
    });
  });

  it('publishes which fields changed, and no value', async () => {
    const erika = await register();
    await update(erika, { email: 'geheim@example.org', language: 'de', phone: null });
    expect(
      await house.rows(`select * from event where kind = 'PROFILE_CHANGED' and party = $1`, [erika.citizenId]),
    ).toEqual([expect.objectContaining({ subject: erika.citizenId, version: 2, data: { fields: ['email'] } })]);
    const hub = await house.rows(
      `select row_to_json(e)::text || row_to_json(i)::text as text from event e, idempotency i`,
    );
    expect(JSON.stringify(hub)).not.toContain('geheim');
  });

  it('changes nothing when nothing differs', async () => {
    const erika = await register(PROVEN);
    expect(await update(erika, { email: 'erika@example.org', givenName: 'Erika' })).toMatchObject({
      data: { updateProfile: { profile: { version: 1 } } },
    });
  });

  it('keeps what is verified, and names every such field', async () => {
    const erika = await register(PROVEN);
    const answer = await update(erika, { familyName: 'Schmidt', phone: '0391123456', address: { city: 'Bonn' } });
    expect(answer).toMatchObject({
      data: { updateProfile: null },
      errors: [{ extensions: { code: 'FIELD_VERIFIED', details: { fields: ['familyName', 'city'] } } }],
    });
    expect(await profileOf(erika)).toMatchObject({ familyName: 'Mustermann', phone: null, version: 1 });
  });

  it('takes the mark from a field that she changes herself', async () => {
    const erika = await register(PROVEN);
    await update(erika, { email: 'neu@example.org', birthPlace: 'Halle (Saale)' });
    const profile = await profileOf(erika);
    expect(profile).toMatchObject({ email: 'neu@example.org', birthPlace: 'Halle (Saale)' });
    expect(JSON.stringify(profile?.verified)).not.toContain('"email"');
    expect(JSON.stringify(profile?.verified)).toContain('"givenName"');
  });

  it('changes once with one key, and refuses the key for another change', async () => {
    const erika = await register();
    const first = await update(erika, { email: 'a@example.org' });
    expect(await update(erika, { email: 'a@example.org' })).toEqual(first);
    expect(await update(erika, { email: 'b@example.org' })).toMatchObject({
      errors: [{ extensions: { code: 'IDEMPOTENCY_CONFLICT' } }],
    });
    expect(await profileOf(erika)).toMatchObject({ email: 'a@example.org', version: 2 });
  });

  it('raises the version twice for two changes at once', async () => {
    const erika = await register();
    await Promise.all([update(erika, { email: 'a@example.org' }, 'a'), update(erika, { phone: '0391 1234' }, 'b')]);
    expect(await profileOf(erika)).toMatchObject({ email: 'a@example.org', phone: '03911234', version: 3 });
  });

  it.each([
    ['/email', { email: 'keine Adresse' }],
    ['/email', { email: `${'a'.repeat(250)}@example.org` }],
    ['/email', { email: 'a@example.org\nBcc: b@example.org' }],
    ['/email', { email: 'a\u0000b@example.org' }],
    ['/phone', { phone: 'ruf mich an' }],
    ['/phone', { phone: '1' }],
    ['/givenName', { givenName: '<script>alert(1)</script>' }],
    ['/givenName', { givenName: '' }],
    ['/familyName', { familyName: 'x'.repeat(121) }],
    ['/birthDate', { birthDate: '2999-01-01' }],
    ['/birthDate', { birthDate: '1700-01-01' }],
    ['/address/zipCode', { address: { zipCode: '123' } }],
    ['/address/zipCode', { address: { zipCode: 'SW1A 1AA', country: 'DE' } }],
    ['/address/country', { address: { country: 'Deutschland' } }],
    ['/address/street', { address: { street: 'eins\nzwei' } }],
    ['/language', { language: null }],
  ])('names %s when it refuses %j', async (path, change) => {
    const erika = await register();
    expect(await update(erika, { phone: '0391 1234', ...change })).toMatchObject({
      data: { updateProfile: null },
      errors: [{ extensions: { code: 'BAD_USER_INPUT', details: { problems: [{ path }] } } }],
    });
    expect(await profileOf(erika)).toMatchObject({ version: 1, phone: null });
  });

  it('names all fields that miss their rules at once', async () => {
    const answer = await update(await register(), { email: 'x', phone: 'x', address: { zipCode: 'x' } });
    expect(answer.errors?.[0]?.extensions.details).toEqual({
      problems: ['/email', '/phone', '/address/zipCode'].map((path) => ({ path, rule: 'format' })),
    });
  });

  it('takes a postcode of another country, and clears an address', async () => {
    const erika = await register();
    const british = { street: '10 Downing Street', zipCode: 'sw1a 2aa', city: 'London', country: 'gb' };
    await update(erika, { address: british }, 'a');
    expect(await profileOf(erika)).toMatchObject({ address: { zipCode: 'SW1A 2AA', country: 'GB' } });
    await update(erika, { address: null }, 'b');
    expect(await profileOf(erika)).toMatchObject({ address: null });
  });

  it('answers NOT_FOUND while the account is not open yet', async () => {
    expect(await update(citizen(), { email: 'a@example.org' })).toMatchObject({
      errors: [{ extensions: { code: 'NOT_FOUND' } }],
    });
  });
});
