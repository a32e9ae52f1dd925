import { findPersona, type Persona, pseudonymOf, subjectOf } from '../../sandbox/identity-provider/personas.ts';
import { STATE_ACCOUNT } from '../sandbox.ts';
import type { Hub } from '../start-hub.ts';
import { askAs, citizenPrincipal } from './ask-as.ts';
import { DEMO_TOWN } from './town.ts';

/** Demo persons by their key, with the citizen id each has in the hub. */
export type People = Readonly<Record<string, string>>;

const CITIZENS = ['erika', 'max', 'anna', 'ben'];

/** Who works where: `clerk` in the register office, which decides erika's open case. */
const CLERKS: Readonly<Record<string, readonly number[]>> = { clerk: [34], clerk2: [32] };

export async function seedPeople(hub: Hub): Promise<People> {
  const people: Record<string, string> = {};
  for (const key of [...CITIZENS, ...Object.keys(CLERKS)])
    people[key] = await ensureCitizen(hub, findPersonaOrFail(key));
  for (const [key, offices] of Object.entries(CLERKS))
    for (const office of offices)
      await hub.subgraphs.ask('townhall', 'assignStaff', { person: people[key], office }, 'hub');
  await settleIn(hub, people.erika as string);
  return people;
}

/** The same citizen that a later sign-in of this person finds: identity goes by issuer and subject, nothing else. */
export async function ensureCitizen({ subgraphs, sandbox }: Hub, persona: Persona): Promise<string> {
  const body = {
    provider: STATE_ACCOUNT,
    issuer: sandbox?.issuer,
    subject: subjectOf(persona),
    level: persona.highestLevel,
    attributes: { bPK2: pseudonymOf(persona, 'stadttor.localhost'), ...attributesOf(persona) },
  };
  const { citizenId } = await subgraphs.ask<{ citizenId: string }>('identity', 'ensureCitizen', body, 'hub');
  return citizenId;
}

const attributesOf = (persona: Persona) => ({
  given_name: persona.givenName,
  family_name: persona.familyName,
  date_of_birth: persona.birthDate,
  zip_code: DEMO_TOWN.zipCode,
  city: DEMO_TOWN.name,
});

function findPersonaOrFail(key: string): Persona {
  const persona = findPersona(key);
  if (!persona) throw new Error(`The sandbox knows no ${key}.`);
  return persona;
}

/** Erika has a home and two favourite stops. */
async function settleIn({ subgraphs }: Hub, erika: string): Promise<void> {
  const principal = citizenPrincipal(erika);
  const { addresses } = await askAs<{ addresses: { id: string }[] }>(
    subgraphs,
    'waste',
    principal,
    '{ addresses(search: "Lindenweg", first: 1) { id } }',
    {},
  );
  await askAs(
    subgraphs,
    'waste',
    principal,
    'mutation ($input: SetHomeInput!) { setHome(input: $input) { home { id } } }',
    {
      input: { addressId: addresses[0]?.id, idempotencyKey: 'seed-home' },
    },
  );
  const { stops } = await askAs<{ stops: { id: string }[] }>(
    subgraphs,
    'transit',
    principal,
    '{ stops(search: "Musterhagen", first: 2) { id } }',
    {},
  );
  for (const [index, { id: stopId }] of stops.entries())
    await askAs(
      subgraphs,
      'transit',
      principal,
      'mutation ($input: AddFavouriteStopInput!) { addFavouriteStop(input: $input) { stop { id } } }',
      { input: { stopId, idempotencyKey: `seed-stop-${index}` } },
    );
}
