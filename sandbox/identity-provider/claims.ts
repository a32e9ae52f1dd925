import type { TrustLevelName } from '../../platform/visa/index.ts';
import { LEVELS } from './levels.ts';
import { cardIdOf, mailboxOf, organisationOf, type Persona, pseudonymOf, type Town } from './personas.ts';

/** What one sign-in found out: kept with the grant, because the same person may sign in stronger next time. */
export interface SignIn {
  persona: Persona;
  level: TrustLevelName;
  /** UUID that groups messages and status updates of one application. */
  applicationId: string;
  /** Guest sign-in: no pseudonym, no mailbox. */
  withoutPseudonym: boolean;
}

/** Calendar version of the account's interface (attribute `Version`). */
const API_VERSION = '2025.2.0';

/** Every claim the broker passes on, besides `sub`. */
export const CLAIM_NAMES = [
  'salutation',
  'given_name',
  'family_name',
  'name',
  'birth_name',
  'date_of_birth',
  'place_of_birth',
  'nationality',
  'street_and_building',
  'zip_code',
  'city',
  'community_id',
  'country',
  'email',
  'telephone',
  'bPK2',
  'legacy_postkorb_handle',
  'trust_level_authentication',
  'assertion_proved_by',
  'document_type',
  'pseudonym',
  'mfa',
  'api_version',
  'application_id',
  'organisation_id',
  'organisation_name',
  'legal_form',
  'register_number',
  'register_court',
] as const;

export type Claims = Partial<Record<(typeof CLAIM_NAMES)[number], string | boolean>>;

/** Claims by the names brokers use toward services (BundID attributes behind them). `host` is the host of the service. */
export function toClaims(signIn: SignIn, host: string, town: Town): Claims {
  const { persona, level, applicationId } = signIn;
  return {
    ...personClaims(persona),
    ...addressClaims(persona, town),
    ...(!signIn.withoutPseudonym && {
      bPK2: pseudonymOf(persona, host),
      legacy_postkorb_handle: mailboxOf(persona),
    }),
    ...(level === 'HIGH' && { document_type: 'ID', pseudonym: cardIdOf(persona, host) }),
    trust_level_authentication: LEVELS[level].stork,
    assertion_proved_by: LEVELS[level].provedBy,
    mfa: level !== 'BASIC',
    api_version: API_VERSION,
    application_id: applicationId,
  };
}

/** What an organisation's account (Unternehmenskonto) tells instead: the organisation, nothing of the person. */
export const toOrganisationClaims = ({ persona, level, applicationId }: SignIn, town: Town): Claims => ({
  ...organisationOf(persona),
  zip_code: town.zipCode,
  city: town.name,
  country: 'DE',
  trust_level_authentication: LEVELS[level].stork,
  assertion_proved_by: LEVELS[level].provedBy,
  application_id: applicationId,
});

const personClaims = (persona: Persona): Claims => ({
  salutation: persona.salutation,
  given_name: persona.givenName,
  family_name: persona.familyName,
  name: `${persona.givenName} ${persona.familyName}`,
  ...(persona.birthName && { birth_name: persona.birthName }),
  date_of_birth: persona.dateOfBirth,
  place_of_birth: persona.placeOfBirth,
  // ICAO code: Germany is D, not DE.
  nationality: 'D',
  email: persona.email,
  telephone: persona.telephone,
});

const addressClaims = (persona: Persona, town: Town): Claims => ({
  street_and_building: persona.street,
  zip_code: town.zipCode,
  city: town.name,
  community_id: town.ars,
  country: 'DE',
});
