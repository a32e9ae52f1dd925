import { type Database, isUuid, SYSTEM_VIEWER, sql } from '../../../platform/database/index.ts';
import type { Principal, TrustLevelName } from '../../../platform/visa/index.ts';
import { isFirstParty, type PartnerApps } from '../domain/partner-app.ts';
import { type AccessClaims, type PrincipalFacts, toPrincipal } from '../domain/principal.ts';

/** What the gateway asks for every access token it has verified. */
export interface PrincipalQuestion {
  readonly claims: Readonly<Record<string, unknown>>;
  /** Party she acts for; her own id or nothing. */
  readonly actingFor?: string | null;
}

interface FactsRow {
  version: number;
  proof: TrustLevelName;
  authentication: TrustLevelName;
  expired: boolean;
  offices: number[];
  purposes: string[];
}

/**
 * The principal (handelnde Person) behind a verified token; null when the token is no longer good: session ended, citizen
 * gone, grant revoked, app unknown. One statement.
 */
export async function resolvePrincipal(
  { database, apps }: { database: Database; apps: PartnerApps },
  { claims, actingFor }: PrincipalQuestion,
): Promise<Principal | null> {
  const token = toAccessClaims(claims);
  const app = token && apps.get(token.client_id);
  if (!token || !app) return null;
  // Nobody has a mandate yet: who names another party has none for it.
  if (actingFor && actingFor !== token.sub) return null;
  const facts = await loadFacts(database, token);
  return facts && toPrincipal(token, facts, { firstParty: isFirstParty(app) });
}

function toAccessClaims({
  sub,
  client_id,
  scope,
  sid,
  grant,
}: Readonly<Record<string, unknown>>): AccessClaims | undefined {
  const isText = (value: unknown): value is string => typeof value === 'string';
  if (!isText(sub) || !isText(sid) || !isUuid(sub) || !isUuid(sid) || !isText(client_id) || !isText(grant))
    return undefined;
  return { sub, client_id, sid, grant, scope: isText(scope) ? scope : '' };
}

async function loadFacts(
  database: Database,
  { sub, sid, grant, client_id }: AccessClaims,
): Promise<PrincipalFacts | null> {
  const [row] = await database.reading(SYSTEM_VIEWER, (session) =>
    session.sql<FactsRow>(sql`
      select c.rights_version as version, c.proof, s.authentication, s.expires_at <= now() as expired,
        array(select office from staff_office where person = c.id order by office) as offices,
        array(select purpose from consent
          where citizen = c.id and client = ${client_id} and revoked_at is null order by purpose) as purposes
      from session s join citizen c on c.id = s.citizen
      where s.id = ${sid} and s.citizen = ${sub} and s.ended_at is null
        and exists (select from oidc_record
          where model = 'Grant' and id = ${grant} and expires_at > now() and payload->>'clientId' = ${client_id})`),
  );
  return row ? { ...row, identityProof: row.proof } : null;
}
