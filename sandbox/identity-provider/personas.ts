import { createHash } from 'node:crypto';
import { v5 as uuidV5 } from 'uuid';
import { reachesLevel, type TrustLevelName } from '../../platform/visa/index.ts';

/** The place where the test persons live: name, postal code and ARS (Regionalschlüssel, 12 digits). */
export interface Town {
  name: string;
  zipCode: string;
  ars: string;
}

/** A town that does not exist: no such postal code, no such key. */
export const MUSTERSTADT: Town = { name: 'Musterstadt', zipCode: '00999', ars: '990000000000' };

/** Test person (Testperson): made up, with everything a state account can tell about somebody. */
export interface Persona {
  key: string;
  givenName: string;
  familyName: string;
  birthName?: string;
  dateOfBirth: string;
  placeOfBirth: string;
  salutation: 'Frau' | 'Herr';
  street: string;
  email: string;
  telephone: string;
  /** The strongest sign-in she has. */
  highestLevel: TrustLevelName;
}

const named: readonly Persona[] = [
  {
    key: 'erika',
    givenName: 'Erika',
    familyName: 'Mustermann',
    birthName: 'Gabler',
    dateOfBirth: '1983-08-12',
    placeOfBirth: 'Berlin',
    salutation: 'Frau',
    street: 'Heidestraße 17',
    ...contact('erika', 1),
    highestLevel: 'HIGH',
  },
  {
    key: 'max',
    givenName: 'Max',
    familyName: 'Mustermann',
    dateOfBirth: '1979-02-28',
    placeOfBirth: 'Musterhausen',
    salutation: 'Herr',
    street: 'Heidestraße 17',
    ...contact('max', 2),
    highestLevel: 'HIGH',
  },
  {
    key: 'anna',
    givenName: 'Anna',
    familyName: 'Beispiel',
    birthName: 'Probe',
    dateOfBirth: '1991-11-03',
    placeOfBirth: 'Beispielburg',
    salutation: 'Frau',
    street: 'Lindenweg 4',
    ...contact('anna', 3),
    highestLevel: 'SUBSTANTIAL',
  },
  {
    key: 'ben',
    givenName: 'Ben',
    familyName: 'Beispiel',
    dateOfBirth: '2004-05-19',
    placeOfBirth: 'Beispielburg',
    salutation: 'Herr',
    street: 'Am Anger 2',
    ...contact('ben', 4),
    highestLevel: 'BASIC',
  },
  {
    key: 'clerk',
    givenName: 'Klara',
    familyName: 'Bürgeramt',
    dateOfBirth: '1986-01-30',
    placeOfBirth: 'Musterhausen',
    salutation: 'Frau',
    street: 'Rathausgasse 1',
    ...contact('clerk', 5),
    highestLevel: 'HIGH',
  },
  {
    key: 'clerk2',
    givenName: 'Konrad',
    familyName: 'Bauamt',
    dateOfBirth: '1975-09-08',
    placeOfBirth: 'Musterhausen',
    salutation: 'Herr',
    street: 'Rathausgasse 3',
    ...contact('clerk2', 6),
    highestLevel: 'HIGH',
  },
];

/** The test persons with a name and a story, in the order in which the sign-in page shows them. */
export const PERSONAS: readonly Persona[] = named;

/** How many numbered test persons there are beside the named ones. */
export const NUMBERED_PERSONAS = 9_999;

const GIVEN_NAMES = ['Lena', 'Jonas', 'Mia', 'Paul', 'Emma', 'Finn', 'Lina', 'Emil', 'Ida', 'Oskar', 'Frieda', 'Karl'];
const STREETS = ['Gartenstraße', 'Schulweg', 'Bahnhofstraße', 'Dorfstraße', 'Ringstraße', 'Mühlenweg', 'Feldrain'];

/** Numbered test person, `p0001` to `p9999`: always the same one for the same number. */
export function makePersona(number: number): Persona {
  const key = `p${String(number).padStart(4, '0')}`;
  const given = number % GIVEN_NAMES.length;
  return {
    key,
    givenName: GIVEN_NAMES[given] as string,
    familyName: `Muster-${String(number).padStart(4, '0')}`,
    dateOfBirth: new Date(Date.UTC(1950 + (number % 55), number % 12, 1 + (number % 28))).toISOString().slice(0, 10),
    placeOfBirth: 'Musterhausen',
    salutation: given % 2 === 0 ? 'Frau' : 'Herr',
    street: `${STREETS[number % STREETS.length]} ${1 + (number % 150)}`,
    ...contact(key, 1_000 + number),
    highestLevel: 'HIGH',
  };
}

/** Finds a test person by her key; undefined when there is none. */
export function findPersona(key: string): Persona | undefined {
  const number = /^p(\d{4})$/.exec(key)?.[1];
  if (number) return Number(number) > 0 ? makePersona(Number(number)) : undefined;
  return PERSONAS.find((persona) => persona.key === key);
}

export const canReach = (persona: Persona, level: TrustLevelName): boolean => reachesLevel(persona.highestLevel, level);

/** Namespace of every id made here: UUIDv5, so that a wiped data folder brings the same persons back. */
const NAMESPACE = 'b6f0c1f2-6f3a-5b6e-9d53-6f9a1b1f5c40';

/** The provider's own subject: stable per person, and not what a service should key on. */
export const subjectOf = (persona: Persona): string => uuidV5(`subject ${persona.key}`, NAMESPACE);

/** Address of her mailbox (legacyPostkorbHandle): a UUID, no key of a person. */
export const mailboxOf = (persona: Persona): string => uuidV5(`mailbox ${persona.key}`, NAMESPACE);

/** Pseudonym for one service (bPK2): 43 base64url characters, from person and host of the service, for ever the same. */
export const pseudonymOf = (persona: Persona, host: string): string =>
  createHash('sha256').update(`bPK2\n${persona.key}\n${host.toLowerCase()}`).digest('base64url');

/** Card-specific id (Dienste- und kartenspezifisches Kennzeichen): only a card has one. */
export const cardIdOf = (persona: Persona, host: string): string =>
  createHash('sha256').update(`DKK\n${persona.key}\n${host.toLowerCase()}`).digest('base64url');

/** The company she works for; several persons share one. */
export function organisationOf({ key }: Persona) {
  const number = Number(/\d+$/.exec(key)?.[0] ?? 0) % 50;
  return {
    organisation_id: uuidV5(`organisation ${number}`, NAMESPACE),
    organisation_name: number === 0 ? 'Musterbau GmbH' : `Musterbau ${number} GmbH`,
    legal_form: 'GmbH',
    register_number: `HRB ${1_000 + number}`,
    register_court: 'Musterhausen',
  };
}

/** RFC 2606 reserves the domain; 0 171 39200 is a block kept free for films and books. */
function contact(key: string, number: number): Pick<Persona, 'email' | 'telephone'> {
  return { email: `${key}@buerger.example`, telephone: `+49 171 39200${String(number % 100).padStart(2, '0')}` };
}
