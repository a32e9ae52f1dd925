import { reachesLevel, TRUST_LEVELS, type TrustLevelName } from '../../../platform/visa/index.ts';

/**
 * Authentication contexts (acr) the hub states. The eIDAS names are used where they are true; Basisregistrierung is below
 * "low", so it has a name of its own. Source: OpenID Connect Core section 2 (an absolute URI), eIDAS LoA names.
 */
const ACR: Readonly<Record<TrustLevelName, string>> = {
  BASIC: 'urn:stadttor:acr:basic',
  SUBSTANTIAL: 'http://eidas.europa.eu/LoA/substantial',
  HIGH: 'http://eidas.europa.eu/LoA/high',
};

export const ACR_VALUES: readonly string[] = Object.values(ACR);

export const acrOf = (level: TrustLevelName): string => ACR[level];

/** The level behind an `acr` of the hub; undefined for a name it does not know. The bare level names are understood too. */
export const levelOfAcr = (acr: unknown): TrustLevelName | undefined =>
  TRUST_LEVELS.find((level) => ACR[level] === acr || level === acr);

/** Names of levels in use at state accounts (STORK as BundID states it, eIDAS, a broker's), unless a provider's settings say otherwise. */
export const STATE_ACCOUNT_LEVELS: Readonly<Record<string, TrustLevelName>> = {
  'STORK-QAA-Level-1': 'BASIC',
  'STORK-QAA-Level-2': 'BASIC',
  'STORK-QAA-Level-3': 'SUBSTANTIAL',
  'STORK-QAA-Level-4': 'HIGH',
  'http://eidas.europa.eu/LoA/low': 'BASIC',
  'http://eidas.europa.eu/LoA/substantial': 'SUBSTANTIAL',
  'http://eidas.europa.eu/LoA/high': 'HIGH',
};

/** The least level a list of `acr_values` asks for: any of them will do. Unknown names ask for nothing. */
export function askedLevel(acrValues: string | undefined): TrustLevelName {
  const levels = (acrValues ?? '').split(' ').flatMap((name) => levelOfAcr(name) ?? []);
  return (
    levels.reduce<TrustLevelName | undefined>((least, level) => (least ? lower(least, level) : level), undefined) ??
    'BASIC'
  );
}

export const lower = (one: TrustLevelName, other: TrustLevelName): TrustLevelName =>
  reachesLevel(one, other) ? other : one;

export const higher = (one: TrustLevelName, other: TrustLevelName): TrustLevelName =>
  reachesLevel(one, other) ? one : other;
