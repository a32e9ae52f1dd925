/** Trust level (Vertrauensniveau), in rising order. Source: OZG section 3; STORK 1, 2: BASIC, 3: SUBSTANTIAL, 4: HIGH. */
export const TRUST_LEVELS = ['BASIC', 'SUBSTANTIAL', 'HIGH'] as const;
export type TrustLevelName = (typeof TRUST_LEVELS)[number];

export const reachesLevel = (have: TrustLevelName, need: TrustLevelName): boolean =>
  TRUST_LEVELS.indexOf(have) >= TRUST_LEVELS.indexOf(need);

export type PrincipalKind = 'public' | 'citizen' | 'staff' | 'partner' | 'system';

/**
 * Principal (handelnde Person): who acts, for whom, how strongly signed in, and what she or her app may do.
 * Resolved once by the gateway; every subgraph sees a copy inside its visa and believes nothing else.
 */
export interface Principal {
  readonly kind: PrincipalKind;
  /** The citizen whose token this is (UUIDv7); null for `public` and `system`. */
  readonly citizenId: string | null;
  /** The parties (citizens, organisations) in whose matters she acts now: `[citizenId]`, or `[X]` when acting for X. */
  readonly parties: readonly string[];
  /** Offices (Ämter) she works for, by number; only for `staff`. */
  readonly offices: readonly number[];
  /** Strength of this sign-in. */
  readonly authentication: TrustLevelName;
  /** How well her identity is proven. */
  readonly identityProof: TrustLevelName;
  readonly scopes: readonly string[];
  /** Purposes (Zwecke) she allowed the calling app. The municipal portal itself needs none. */
  readonly purposes: readonly string[];
  /** Client id of the calling app: `portal`, `waste-app`, ...; null for `public`. */
  readonly client: string | null;
  /** Sign-in session; null for `public` and `system`. */
  readonly session: string | null;
  /** Rises with every change of rights; part of every cache key. */
  readonly version: number;
}

/** Everybody and nobody (Öffentlichkeit): what may be read without signing in. */
export const PUBLIC_PRINCIPAL: Principal = Object.freeze({
  kind: 'public',
  citizenId: null,
  parties: [],
  offices: [],
  authentication: 'BASIC',
  identityProof: 'BASIC',
  scopes: [],
  purposes: [],
  client: null,
  session: null,
  version: 0,
});

/** A part of the hub acting for itself: log consumers, jobs, the gateway asking identity. `client` names it. */
export const systemPrincipal = (name: string): Principal =>
  Object.freeze({ ...PUBLIC_PRINCIPAL, kind: 'system', client: name });

/** The level that counts: the lower of sign-in strength and identity proof. */
export const effectiveLevel = (principal: Principal): TrustLevelName =>
  reachesLevel(principal.authentication, principal.identityProof) ? principal.identityProof : principal.authentication;
