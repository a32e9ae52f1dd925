import type { TrustLevelName } from '../../../platform/visa/index.ts';
import type { AccountHolder } from '../domain/account-holder.ts';
import type { LocalText } from '../domain/partner-app.ts';

/** What every account provider (Kontoanbieter: BundID, a state's service account) has, as an operator configures it. */
interface CommonSettings {
  /** Short name in addresses and rows: `bundid`. */
  readonly id: string;
  readonly name: LocalText;
  /** Half of every identity, the other is the subject there: never changed once somebody has linked. */
  readonly issuer: string;
  readonly holder: AccountHolder;
  /** Names of the account's tiers by level, where it has several: Servicekonto, Servicekonto Plus. */
  readonly tiers: Readonly<Partial<Record<TrustLevelName, LocalText>>>;
  /** The provider's names of levels. Default: STORK and eIDAS names. */
  readonly levels: Readonly<Record<string, TrustLevelName>>;
}

/** A provider that speaks OpenID Connect. */
export interface OidcSettings extends CommonSettings {
  readonly protocol: 'oidc';
  readonly clientId: string;
  /** For `client_secret_basic`. */
  readonly clientSecret?: string;
  /** Private ES256 key (JWK) for `private_key_jwt`; stronger, and taken when both are given. */
  readonly clientKey?: Readonly<Record<string, unknown>>;
  readonly scopes: readonly string[];
  /** A broker's convention: the scope that asks for a level (`level1`, `level3`, `level4`). */
  readonly levelScopes: Readonly<Partial<Record<TrustLevelName, string>>>;
  /** Algorithms of its signatures; asymmetric ones only. Default ES256. */
  readonly signatures: readonly string[];
  /** Claim with the stable id of the person. Default `sub`; brokers before BundID state it as `bPK2`. */
  readonly subjectClaim: string;
  /** It tells attributes at its userinfo endpoint alone. */
  readonly userinfo: boolean;
  /** Plain http, for a provider on this machine only. */
  readonly allowInsecureIssuer: boolean;
}

/** A key of the hub toward a SAML provider, both as PEM. */
export interface SamlKey {
  readonly key: string;
  readonly certificate: string;
}

/** A provider that speaks SAML 2.0 with the AKDB extension (BundID, BayernID). */
export interface SamlSettings extends CommonSettings {
  readonly protocol: 'saml';
  /** Its single sign-on address. */
  readonly entryPoint: string;
  readonly binding: 'post' | 'redirect';
  /** Its signing certificates, PEM or bare base64; two while it changes them. */
  readonly certificates: readonly string[];
  /** Who the hub is there: an https URL without port, final, because pseudonyms (bPK2) are made from its host. */
  readonly entityId: string;
  /** The first signs; all of them decrypt and stand in the metadata, so that a key can be changed without a gap. */
  readonly keys: readonly SamlKey[];
  /** Shown to the citizen there: at most 50 characters are sure to be seen. */
  readonly organisation: string;
  /** Given by the ministry: `BMI-4711`. */
  readonly onlineServiceId: string;
  /** Ways to sign in that are offered there; empty: all. */
  readonly methods: readonly string[];
  /** The response is signed as well as the assertion inside it. */
  readonly wantResponseSigned: boolean;
  /** Plain http, for a provider on this machine only. */
  readonly allowInsecureIssuer: boolean;
}

export type StateAccountSettings = OidcSettings | SamlSettings;
