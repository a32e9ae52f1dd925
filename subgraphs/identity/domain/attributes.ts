import type { TrustLevelName } from '../../../platform/visa/index.ts';
import type { AccountHolder } from './account-holder.ts';
import { lower } from './levels.ts';

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

/** What an organisation's account (Unternehmenskonto) tells; nothing of the person who signed in for it. */
export const ORGANISATION_ATTRIBUTES = [
  'organisation_name',
  'legal_form',
  'register_number',
  'register_court',
  'street_and_building',
  'zip_code',
  'city',
  'country',
] as const;

/** What a citizen typed herself is not proven, however strongly she signed in. */
const SELF_DECLARED = new Set<string>(['email', 'telephone']);
const MAX_LENGTH = 250;

/** Picks the known attributes out of claims; each is at most 250 characters of text in NFC, or left out. */
export function toVerifiedAttributes(
  claims: Readonly<Record<string, unknown>>,
  level: TrustLevelName,
  holder: AccountHolder = 'PERSON',
): VerifiedAttributes {
  const names = holder === 'PERSON' ? KEPT_ATTRIBUTES : ORGANISATION_ATTRIBUTES;
  const kept = names.flatMap((name) => {
    const value = usable(Object.hasOwn(claims, name) ? claims[name] : undefined);
    return value ? [[name, { value, level: SELF_DECLARED.has(name) ? 'BASIC' : level }] as const] : [];
  });
  return Object.fromEntries(kept);
}

const usable = (value: unknown): string | undefined =>
  typeof value === 'string' && value.length <= MAX_LENGTH ? value.normalize('NFC') : undefined;

/** The weakest word counts: an attribute is never stronger than its source says, nor than the sign-in that brought it. */
export function atMost(attributes: VerifiedAttributes, levels: Readonly<Record<string, TrustLevelName>>) {
  const entries = Object.entries(attributes).flatMap(([name, { value, level }]) => {
    const own = Object.hasOwn(levels, name) ? levels[name] : undefined;
    return own ? [[name, { value, level: lower(level, own) }] as const] : [];
  });
  return Object.fromEntries(entries) as VerifiedAttributes;
}
