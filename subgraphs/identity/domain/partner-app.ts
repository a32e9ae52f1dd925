import type { TrustLevelName } from '../../../platform/visa/index.ts';
import type { Scope } from './scopes.ts';

/** A text in the languages of the hub. */
export interface LocalText {
  readonly de: string;
  readonly en: string;
  readonly leicht: string;
}

/** Token endpoint authentication: a derived secret, a key, or none for an app on a citizen's own device. */
export type ClientAuthentication = 'client_secret_basic' | 'private_key_jwt' | 'none';

/** Ways to a token beside the authorization code: the app for itself, or a portal for a citizen who linked it. */
export type ExtraGrant = 'client_credentials' | 'token_exchange';

/** What it may ask for, with the purpose a citizen reads. */
export interface PartnerScope {
  readonly scope: Scope;
  readonly purpose: LocalText;
  /** How many days a consent stands before it is asked again. */
  readonly days: number;
}

/** Partner app (Partneranwendung): a client of the hub's OpenID provider, described by one file in `partners/`. */
export interface PartnerApp {
  readonly clientId: string;
  readonly name: LocalText;
  /** `own`: the town's portal, which asks no consent. `app`, `portal`, `system`: somebody else's. */
  readonly kind: 'own' | 'app' | 'portal' | 'system';
  /** Who answers for it: shown on the consent page. */
  readonly provider: string;
  readonly contact: string;
  /** Its picture, as a data address. */
  readonly logo: string | null;
  readonly redirectUris: readonly string[];
  readonly postLogoutRedirectUris: readonly string[];
  readonly authentication: ClientAuthentication;
  /** Its public keys (JWK) for `private_key_jwt`; without any, a key derived from the hub's secret. */
  readonly keys: readonly Readonly<Record<string, unknown>>[];
  readonly grants: readonly ExtraGrant[];
  /** How strong a sign-in the hub believes a portal that exchanges tokens. */
  readonly assurance: TrustLevelName;
  /** `offered`: it may bind its tokens to a key. `required`: it must. `nonce`: and each proof carries the hub's nonce. */
  readonly dpop: 'offered' | 'required' | 'nonce';
  /** Whether it must push its authorization requests (RFC 9126). */
  readonly par: 'offered' | 'required';
  /** `rotate`: a refresh token is good once. `bound`: it is good again and again, for the holder of key or secret only. */
  readonly refresh: 'rotate' | 'bound';
  readonly native: boolean;
  /** Web pages that may call the token endpoint themselves (CORS). */
  readonly origins: readonly string[];
  /** Where the hub tells it that a session ended (OpenID back-channel logout). */
  readonly backchannelLogoutUri: string | null;
  /** Where the hub tells it that a citizen took a consent back. */
  readonly webhookUri: string | null;
  /** Offices (Ämter) that a specialist system works for, by number. */
  readonly offices: readonly number[];
  /** Operations a minute in the graph over all its users; absent: as the gateway allows everybody. */
  readonly graphRate?: number;
  readonly scopes: readonly PartnerScope[];
}

export type PartnerApps = ReadonlyMap<string, PartnerApp>;

export const isFirstParty = ({ kind }: PartnerApp): boolean => kind === 'own';

/** Purposes that an app cannot do without: nobody signs in or links without them, so they are not for choosing. */
const NEEDED: readonly string[] = ['openid', 'account:link'];

export const isNeeded = (scope: string): boolean => NEEDED.includes(scope);

/** Rates (Anfrageraten) for the gateway, by client id, a second. 0 is no limit: all citizens come through the town's own portal. */
export function ratesOf(apps: PartnerApps): Record<string, number> {
  const rates: Record<string, number> = {};
  for (const app of apps.values()) {
    if (isFirstParty(app)) rates[app.clientId] = 0;
    else if (app.graphRate !== undefined) rates[app.clientId] = app.graphRate / 60;
  }
  return rates;
}
