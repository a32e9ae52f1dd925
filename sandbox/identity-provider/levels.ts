import { reachesLevel, TRUST_LEVELS, type TrustLevelName } from '../../platform/visa/index.ts';

/** Kind of sign-in (Authentisierungsmittel), as `AssertionProvedBy` names it. */
export type ProvedBy = 'Benutzername' | 'Elster' | 'eID';

interface Level {
  /** Authentication context (STORK): what the account states. */
  stork: string;
  /** Absolute URI for the same, answered to a caller who asked in URIs. Level 1 is below "low", so it has none. */
  uri?: string;
  provedBy: ProvedBy;
}

/** The three ways to sign in and what each of them proves. */
export const LEVELS: Readonly<Record<TrustLevelName, Level>> = {
  BASIC: { stork: 'STORK-QAA-Level-1', provedBy: 'Benutzername' },
  SUBSTANTIAL: {
    stork: 'STORK-QAA-Level-3',
    uri: 'http://eidas.europa.eu/LoA/substantial',
    provedBy: 'Elster',
  },
  HIGH: { stork: 'STORK-QAA-Level-4', uri: 'http://eidas.europa.eu/LoA/high', provedBy: 'eID' },
};

/** Names of levels in `acr_values` and in the broker's scopes. Level 2 has no sign-in of its own: level 3 meets it. */
const NAMES: Readonly<Record<string, TrustLevelName>> = {
  'STORK-QAA-Level-1': 'BASIC',
  'STORK-QAA-Level-2': 'SUBSTANTIAL',
  'STORK-QAA-Level-3': 'SUBSTANTIAL',
  'STORK-QAA-Level-4': 'HIGH',
  'http://eidas.europa.eu/LoA/low': 'SUBSTANTIAL',
  'http://eidas.europa.eu/LoA/substantial': 'SUBSTANTIAL',
  'http://eidas.europa.eu/LoA/high': 'HIGH',
  level1: 'BASIC',
  level2: 'SUBSTANTIAL',
  level3: 'SUBSTANTIAL',
  level4: 'HIGH',
};

export const ACR_VALUES: readonly string[] = Object.keys(NAMES).filter((name) => !name.startsWith('level'));
export const LEVEL_SCOPES: readonly string[] = Object.keys(NAMES).filter((name) => name.startsWith('level'));

export const isTrustLevel = (text: string | null | undefined): text is TrustLevelName =>
  TRUST_LEVELS.some((level) => level === text);

/** What an authorization request says about the level. */
export interface LevelRequest {
  scope?: string;
  acrValues?: string;
  /** `claims.id_token.acr`: one `value` or several `values`. */
  acrClaim?: { value?: string; values?: readonly string[] } | null;
}

/**
 * The least level asked for. Comparison is "minimum", as BundID compares: any of the contexts in one list will do, but
 * scope, `acr_values` and the `acr` claim must each be met.
 */
export function askedLevel({ scope, acrValues, acrClaim }: LevelRequest): TrustLevelName {
  const byScope = levelsOf(split(scope));
  const contexts = [split(acrValues), [...(acrClaim?.values ?? []), ...(acrClaim?.value ? [acrClaim.value] : [])]];
  return [...byScope, ...contexts.flatMap((names) => levelsOf(names).sort(byStrength).slice(0, 1))].reduce(
    (strongest, level) => (reachesLevel(strongest, level) ? strongest : level),
    'BASIC',
  );
}

/** The `acr` to answer: in URIs to a caller who asked in URIs, else the account's own name. */
export function toAcr(level: TrustLevelName, { acrValues, acrClaim }: LevelRequest): string {
  const asked = [...split(acrValues), ...(acrClaim?.values ?? []), acrClaim?.value ?? ''];
  const { stork, uri } = LEVELS[level];
  return uri && asked.some((name) => name.startsWith('http://')) ? uri : stork;
}

const split = (list: string | undefined): string[] => (list ?? '').split(' ').filter(Boolean);

const levelsOf = (names: readonly string[]): TrustLevelName[] =>
  names.flatMap((name) => (Object.hasOwn(NAMES, name) ? (NAMES[name] ?? []) : []));

const byStrength = (one: TrustLevelName, other: TrustLevelName): number =>
  TRUST_LEVELS.indexOf(one) - TRUST_LEVELS.indexOf(other);
