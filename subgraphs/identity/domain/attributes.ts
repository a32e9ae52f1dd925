import type { TrustLevelName } from '../../../platform/visa/index.ts';

/** One attribute with the level at which a state account vouches for it. */
export interface VerifiedAttribute {
  readonly value: string;
  readonly level: TrustLevelName;
}

export type VerifiedAttributes = Readonly<Record<string, VerifiedAttribute>>;

/** Attributes the hub keeps, by the names brokers use. Everything else a provider sends is dropped here (data minimisation). */
export const KEPT_ATTRIBUTES = [
  'salutation',
  'title',
  'given_name',
  'family_name',
  'birth_name',
  'date_of_birth',
  'place_of_birth',
  'nationality',
  'street_and_building',
  'zip_code',
  'city',
  'country',
  'community_id',
  'email',
  'telephone',
] as const;

/** What a citizen typed herself is not proven, however strongly she signed in. */
const SELF_DECLARED = new Set<string>(['email', 'telephone']);
const MAX_LENGTH = 250;

/** Picks the known attributes out of claims; each is at most 250 characters of text in NFC, or left out. */
export function toVerifiedAttributes(
  claims: Readonly<Record<string, unknown>>,
  level: TrustLevelName,
): VerifiedAttributes {
  const kept = KEPT_ATTRIBUTES.flatMap((name) => {
    const value = Object.hasOwn(claims, name) ? claims[name] : undefined;
    if (typeof value !== 'string' || !value || value.length > MAX_LENGTH) return [];
    return [[name, { value: value.normalize('NFC'), level: SELF_DECLARED.has(name) ? 'BASIC' : level }] as const];
  });
  return Object.fromEntries(kept);
}
