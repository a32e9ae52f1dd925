import { pairwiseId } from '../../../platform/clients/index.ts';
import { type Database, isUuid, raw, SYSTEM_VIEWER, sql } from '../../../platform/database/index.ts';
import type { Principal, TrustLevelName } from '../../../platform/visa/index.ts';
import { isFirstParty, type PartnerApp } from '../domain/partner-app.ts';
import { type AccessClaims, type PrincipalFacts, toPrincipal, toServicePrincipal } from '../domain/principal.ts';
import type { IdentityServices } from '../services.ts';
import { PROOF } from './sessions.ts';

/** What the gateway asks for every access token it has verified. */
export interface PrincipalQuestion {
  readonly claims: Readonly<Record<string, unknown>>;
  /** Party she acts for; her own id or nothing. */
  readonly actingFor?: string | null;
}

interface FactsRow {
  citizen: string;
  version: number;
  proof: TrustLevelName;
  authentication: TrustLevelName;
  expired: boolean;
  offices: number[];
  purposes: string[];
}

type Parts = { readonly database: Database; readonly services: Pick<IdentityServices, 'apps' | 'grants' | 'pairwise'> };

/**
 * The principal (handelnde Person) behind a verified token; null when the token is no longer good: its key replaced, session
 * ended, citizen gone, grant revoked, app unknown. One statement.
 */
export async function resolvePrincipal(parts: Parts, question: PrincipalQuestion): Promise<Principal | null> {
  const { claims } = question;
  const app = parts.services.apps.get(String(claims.client_id));
  if (!app) return null;
  return claims.grant === undefined ? resolveService(parts, app, claims) : resolvePerson(parts, app, question);
}

async function resolvePerson(parts: Parts, app: PartnerApp, { claims, actingFor }: PrincipalQuestion) {
  const { database, services } = parts;
  const token = toAccessClaims(claims, services.grants.open(claims.grant));
  const facts = token && (await loadFacts(database, token));
  if (!facts) return null;
  const isHer = (id: string) => id === facts.citizen || id === token.sub;
  // Nobody has a mandate yet: who names another party has none for it.
  if (actingFor && !isHer(actingFor)) return null;
  const firstParty = isFirstParty(app);
  const subject = firstParty ? facts.citizen : pairwiseId(services.pairwise, app.clientId, facts.citizen);
  return token.sub === subject ? toPrincipal(token, facts, { firstParty }) : null;
}

/** An app that speaks for itself: nobody's own matters are shown to it. */
async function resolveService({ database, services }: Parts, app: PartnerApp, { sub, jti, kid, scope }: Claims) {
  if (sub !== app.clientId || !app.grants.includes('client_credentials')) return null;
  const [row] = await database.reading(SYSTEM_VIEWER, (session) =>
    session.sql<{ good: boolean }>(sql`
      select ${keyStands(kid)} and not exists
        (select from oidc_record where model = 'RevokedToken' and id = ${String(jti)}) as good`),
  );
  const technicalId = pairwiseId(services.pairwise, app.clientId, 'itself');
  return row?.good ? toServicePrincipal({ ...app, technicalId }, scope) : null;
}

type Claims = PrincipalQuestion['claims'];

function toAccessClaims({ sub, client_id, scope, kid }: Claims, grant: string | undefined): AccessClaims | undefined {
  const [sid = ''] = (grant ?? '').split('.');
  if (typeof sub !== 'string' || !isUuid(sub) || !grant || !isUuid(sid)) return undefined;
  return { sub, client_id: String(client_id), sid, grant, scope: String(scope ?? ''), kid };
}

/** The key that signed the token, unless the gateway did not say which. */
const keyStands = (kid: unknown) =>
  raw(
    typeof kid === 'string'
      ? sql`exists (select from signing_key where kid = ${kid} and (retired_at is null or retired_at > now()))`
      : 'true',
  );

async function loadFacts(
  database: Database,
  { sid, grant, client_id, kid }: AccessClaims,
): Promise<PrincipalFacts | null> {
  const [row] = await database.reading(SYSTEM_VIEWER, (session) =>
    session.sql<FactsRow>(sql`
      select c.id as citizen, c.rights_version as version, ${raw(PROOF)}, s.authentication, s.expires_at <= now() as expired,
        array(select office from staff_office where person = c.id order by office) as offices,
        array(select purpose from consent where citizen = c.id and client = ${client_id}
          and revoked_at is null and (expires_at is null or expires_at > now()) order by purpose) as purposes
      from session s join citizen c on c.id = s.citizen
      where s.id = ${sid} and s.ended_at is null and ${keyStands(kid)}
        and exists (select from oidc_record where model = 'Grant' and id = ${grant} and expires_at > now()
          and payload->>'clientId' = ${client_id} and payload->>'accountId' = s.citizen::text)`),
  );
  return row ? { ...row, identityProof: row.proof } : null;
}
