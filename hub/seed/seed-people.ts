import { v4 as uuidv4 } from 'uuid';
import { toClaims } from '../../sandbox/identity-provider/claims.ts';
import { findPersona, type Persona, subjectOf } from '../../sandbox/identity-provider/personas.ts';
import { ENTITY_HOST, STATE_ACCOUNT } from '../sandbox.ts';
import { citizenPrincipal } from './principals.ts';
import type { SeedTarget } from './seed-target.ts';
import { DEMO_TOWN } from './town.ts';

/** Demo persons by their key, with the citizen id each has in the hub. */
export type People = Readonly<Record<string, string>>;

const CITIZENS = ['erika', 'max', 'anna', 'ben'];

/** Who works where: `clerk` in the register office, which decides erika's open case; `clerk2` in the one for children. */
export const CLERKS: Readonly<Record<string, number>> = { clerk: 34, clerk2: 51 };

export async function seedPeople(target: SeedTarget): Promise<People> {
  const people: Record<string, string> = {};
  for (const key of [...CITIZENS, ...Object.keys(CLERKS)]) people[key] = await ensureCitizen(target, personaOf(key));
  for (const [key, office] of Object.entries(CLERKS))
    await target.ask('townhall', 'assignStaff', { person: people[key], office });
  await settleIn(target, people.erika as string);
  return people;
}

/** The same citizen that a later sign-in of this person finds: identity goes by issuer and subject, nothing else. */
export async function ensureCitizen(target: SeedTarget, persona: Persona): Promise<string> {
  const signIn = { persona, level: persona.highestLevel, applicationId: uuidv4(), withoutPseudonym: false };
  const { citizenId } = await target.ask<{ citizenId: string }>('identity', 'ensureCitizen', {
    provider: STATE_ACCOUNT,
    issuer: target.sandboxIssuer,
    subject: subjectOf(persona),
    level: persona.highestLevel,
    attributes: toClaims(signIn, ENTITY_HOST, DEMO_TOWN),
  });
  return citizenId;
}

function personaOf(key: string): Persona {
  const persona = findPersona(key);
  if (!persona) throw new Error(`The sandbox knows no ${key}.`);
  return persona;
}

const ADDRESSES = '{ addresses(search: "Lindenweg", first: 1) { id } }';
const SET_HOME = 'mutation ($input: SetHomeInput!) { setHome(input: $input) { home { id } } }';
const STOPS = '{ stops(search: "Musterhagen", first: 2) { id } }';
const ADD_STOP = 'mutation ($input: AddFavouriteStopInput!) { addFavouriteStop(input: $input) { stop { id } } }';

/** Erika has a home and two favourite stops. */
async function settleIn(target: SeedTarget, erika: string): Promise<void> {
  const principal = citizenPrincipal(erika);
  const { addresses } = await target.graphql<{ addresses: { id: string }[] }>('waste', principal, ADDRESSES);
  const home = { addressId: addresses[0]?.id, idempotencyKey: 'seed-home' };
  await target.graphql('waste', principal, SET_HOME, { input: home });
  const { stops } = await target.graphql<{ stops: { id: string }[] }>('transit', principal, STOPS);
  for (const [index, { id: stopId }] of stops.entries()) {
    const input = { stopId, idempotencyKey: `seed-stop-${index}` };
    await target.graphql('transit', principal, ADD_STOP, { input });
  }
}
