import { type Principal, PUBLIC_PRINCIPAL, type TrustLevelName } from '../../../platform/visa/index.ts';
import type { PartnerApp } from './partner-app.ts';
import { isStaffScope, splitScopes } from './scopes.ts';

/** What identity's own access tokens say (RFC 9068) and the principal is made of. */
export interface AccessClaims {
  /** The citizen's id, pairwise toward a partner app. */
  readonly sub: string;
  readonly client_id: string;
  readonly scope: string;
  /** Sign-in session, told by the grant. */
  readonly sid: string;
  /** The grant this token was issued under. */
  readonly grant: string;
  /** The key that signed it. */
  readonly kid?: unknown;
}

/** What the database knows about a token's person, session and app at this moment. */
export interface PrincipalFacts {
  readonly citizen: string;
  readonly version: number;
  readonly identityProof: TrustLevelName;
  readonly authentication: TrustLevelName;
  /** The session's time is over. */
  readonly expired: boolean;
  readonly offices: readonly number[];
  /** Purposes whose consent for this app stands. */
  readonly purposes: readonly string[];
}

export interface CallingApp {
  readonly firstParty: boolean;
}

/**
 * Who acts, from a good token and what stands at this moment; null when nothing is left of it.
 *
 * A session that is over by time ends first-party tokens. An app with `offline_access` goes on, but as weakly as an
 * unattended app deserves: BASIC.
 */
export function toPrincipal(claims: AccessClaims, facts: PrincipalFacts, app: CallingApp): Principal | null {
  const offline = facts.purposes.includes('offline_access');
  if (facts.expired && (app.firstParty || !offline)) return null;
  if (!app.firstParty && !facts.purposes.includes('openid')) return null;
  const scopes = splitScopes(claims.scope);
  const works = scopes.includes('staff') && claims.client_id === 'portal' && facts.offices.length > 0;
  return {
    kind: app.firstParty ? (works ? 'staff' : 'citizen') : 'partner',
    citizenId: facts.citizen,
    parties: [facts.citizen],
    offices: works ? facts.offices : [],
    authentication: facts.expired ? 'BASIC' : facts.authentication,
    identityProof: facts.identityProof,
    scopes: works ? scopes : scopes.filter((scope) => !isStaffScope(scope)),
    purposes: app.firstParty ? [] : facts.purposes,
    client: claims.client_id,
    session: claims.sid,
    version: facts.version,
  };
}

/**
 * An app that speaks for itself, by its own key or secret: it stands for no party. A specialist system (Fachverfahren) that asked
 * for `staff` works for the offices its file names, as strongly as a key proves an organisation.
 */
export function toServicePrincipal({ clientId, offices, technicalId }: ServiceApp, scope: unknown): Principal {
  const scopes = splitScopes(scope);
  const works = scopes.includes('staff') && offices.length > 0;
  return {
    ...PUBLIC_PRINCIPAL,
    kind: works ? 'staff' : 'partner',
    citizenId: works ? technicalId : null,
    offices: works ? offices : [],
    authentication: works ? 'SUBSTANTIAL' : 'BASIC',
    identityProof: works ? 'SUBSTANTIAL' : 'BASIC',
    scopes: works ? scopes : scopes.filter((each) => !isStaffScope(each)),
    client: clientId,
    version: 1,
  };
}

/** Who a system is where the hub writes down who did something; no citizen has this id. */
export interface ServiceApp extends Pick<PartnerApp, 'clientId' | 'offices'> {
  readonly technicalId: string;
}
