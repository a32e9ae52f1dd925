import type { Scope } from './scopes.ts';

/** A text in the languages of the hub. */
export interface LocalText {
  readonly de: string;
  readonly en: string;
  readonly leicht: string;
}

/** Token endpoint authentication: a derived secret, or none for an app on a citizen's own device. */
export type ClientAuthentication = 'client_secret_basic' | 'none';

/** Partner app (Partneranwendung): a client of the hub's OpenID provider, described by one file in `partners/`. */
export interface PartnerApp {
  readonly clientId: string;
  readonly name: LocalText;
  /** `own`: the town's portal, which asks no consent. `app`, `portal`, `system`: somebody else's. */
  readonly kind: 'own' | 'app' | 'portal' | 'system';
  /** Who answers for it: shown on the consent page. */
  readonly provider: string;
  readonly contact: string;
  readonly logo: string | null;
  readonly redirectUris: readonly string[];
  readonly postLogoutRedirectUris: readonly string[];
  readonly authentication: ClientAuthentication;
  readonly native: boolean;
  /** What it may ask for, each with the purpose a citizen reads. */
  readonly scopes: readonly { readonly scope: Scope; readonly purpose: LocalText }[];
}

export type PartnerApps = ReadonlyMap<string, PartnerApp>;

export const isFirstParty = ({ kind }: PartnerApp): boolean => kind === 'own';
