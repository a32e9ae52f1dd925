import { reachesLevel, TRUST_LEVELS, type TrustLevelName } from '../../../platform/visa/index.ts';

/** Profile fields that a state account can fill, by the names identity uses (BundID attribute names). */
export const ATTRIBUTE_FIELDS = {
  given_name: 'givenName',
  family_name: 'familyName',
  birth_name: 'birthName',
  date_of_birth: 'birthDate',
  place_of_birth: 'birthPlace',
  street_and_building: 'street',
  zip_code: 'zipCode',
  city: 'city',
  country: 'country',
  email: 'email',
  telephone: 'phone',
} as const;

export type AttributeName = keyof typeof ATTRIBUTE_FIELDS;
/** A field of the profile that holds text of the person. */
export type ProfileField = (typeof ATTRIBUTE_FIELDS)[AttributeName];

/** Mark (Bestätigungsvermerk) of a profile field: who vouches for it, and how strongly. */
export interface Mark {
  readonly attribute: ProfileField;
  /** Key of the state account it came from. */
  readonly source: string;
  readonly level: TrustLevelName;
}

/** What a profile begins with: values and their marks. */
export interface Prefill {
  readonly values: Readonly<Partial<Record<ProfileField, string>>>;
  readonly marks: readonly Mark[];
}

export const EMPTY_PREFILL: Prefill = { values: {}, marks: [] };

/** True for a name of one of the three levels. */
export const isLevel = (value: unknown): value is TrustLevelName => TRUST_LEVELS.some((level) => level === value);

/**
 * Fields that a proof of identity holds fast. Below SUBSTANTIAL an attribute is only what she once told another
 * account, and she may correct it here.
 */
export const lockedFields = (marks: readonly Mark[]): Set<ProfileField> =>
  new Set(marks.filter(({ level }) => reachesLevel(level, 'SUBSTANTIAL')).map(({ attribute }) => attribute));
