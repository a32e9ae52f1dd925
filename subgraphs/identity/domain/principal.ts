import type { Principal, TrustLevelName } from '../../../platform/visa/index.ts';
import { splitScopes } from './scopes.ts';

/** What identity's own access tokens say (RFC 9068) and the principal is made of. */
export interface AccessClaims {
  readonly sub: string;
  readonly client_id: string;
  readonly scope?: string;
  /** Sign-in session. */
  readonly sid: string;
  /** The grant this token was issued under. */
  readonly grant: string;
}

/** What the database knows about a token's person, session and app at this moment. */
export interface PrincipalFacts {
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
    citizenId: claims.sub,
    parties: [claims.sub],
    offices: works ? facts.offices : [],
    authentication: facts.expired ? 'BASIC' : facts.authentication,
    identityProof: facts.identityProof,
    scopes: works ? scopes : scopes.filter((scope) => scope !== 'staff'),
    purposes: app.firstParty ? [] : facts.purposes,
    client: claims.client_id,
    session: claims.sid,
    version: facts.version,
  };
}
