import type { TrustLevelName } from '../../platform/visa/index.ts';
import { type SignIn, toClaims } from '../identity-provider/claims.ts';
import type { Town } from '../identity-provider/personas.ts';

/** Names of BundID's attributes (interface description 10.2.0, section 6.1) and the claims behind them. */
const URNS: Readonly<Record<string, string>> = {
  given_name: 'urn:oid:2.5.4.42',
  family_name: 'urn:oid:2.5.4.4',
  birth_name: 'urn:oid:1.2.40.0.10.2.1.1.225566',
  date_of_birth: 'urn:oid:1.2.40.0.10.2.1.1.55',
  place_of_birth: 'urn:oid:1.3.6.1.5.5.7.9.2',
  street_and_building: 'urn:oid:2.5.4.16',
  zip_code: 'urn:oid:2.5.4.17',
  city: 'urn:oid:2.5.4.7',
  country: 'urn:oid:1.2.40.0.10.2.1.1.225599',
  community_id: 'urn:oid:1.3.6.1.4.1.25484.494450.5',
  nationality: 'urn:oid:1.2.40.0.10.2.1.1.225577',
  email: 'urn:oid:0.9.2342.19200300.100.1.3',
  telephone: 'urn:oid:2.5.4.20',
  bPK2: 'urn:oid:1.3.6.1.4.1.25484.494450.3',
  legacy_postkorb_handle: 'urn:oid:2.5.4.18',
  trust_level_authentication: 'urn:oid:1.2.40.0.10.2.1.1.261.94',
  assertion_proved_by: 'urn:oid:1.3.6.1.4.1.25484.494450.2',
};
export const BPK2 = URNS.bPK2 as string;

/** What she typed herself is not proven by any card. */
const SELF_DECLARED = ['email', 'telephone'];
const LEVEL_WORDS: Readonly<Record<TrustLevelName, string>> = {
  BASIC: 'UNTERGEORDNET',
  SUBSTANTIAL: 'SUBSTANTIELL',
  HIGH: 'HOCH',
};

export interface SamlAttribute {
  name: string;
  value: string;
  /** UNTERGEORDNET, NORMAL, SUBSTANTIELL or HOCH. */
  trustLevel: string;
}

/** The attributes a service asked for, as far as the account has them. */
export function toAttributes(signIn: SignIn, host: string, town: Town, wanted: readonly string[]): SamlAttribute[] {
  const claims = toClaims(signIn, host, town) as Record<string, unknown>;
  return Object.entries(URNS).flatMap(([claim, name]) => {
    const value = claims[claim];
    if (typeof value !== 'string' || !wanted.includes(name)) return [];
    const level = SELF_DECLARED.includes(claim) ? 'BASIC' : signIn.level;
    return [{ name, value, trustLevel: LEVEL_WORDS[level] }];
  });
}
