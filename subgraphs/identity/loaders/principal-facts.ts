import { type Database, raw, SYSTEM_VIEWER, sql } from '../../../platform/database/index.ts';
import type { TrustLevelName } from '../../../platform/visa/index.ts';
import type { AccessClaims, PrincipalFacts } from '../domain/principal.ts';
import { PROOF } from './proof.ts';

interface FactsRow {
  place: number;
  citizen: string;
  version: number;
  proof: TrustLevelName;
  authentication: TrustLevelName;
  expired: boolean;
  offices: number[];
  purposes: string[];
}

/** What an app shows that speaks for itself. */
export interface ServiceClaims {
  readonly jti: unknown;
  readonly kid: unknown;
}

/** The key that signed the token, unless the gateway did not say which. */
const KEY_STANDS = raw(`(asked.kid is null or exists
  (select from signing_key where kid = asked.kid and (retired_at is null or retired_at > now())))`);

const kidOf = ({ kid }: { readonly kid?: unknown }): string | null => (typeof kid === 'string' ? kid : null);

/** What stands of these tokens, in one statement; null where the key, the session, the citizen or the grant is gone. */
export async function loadPrincipalFacts(
  database: Database,
  tokens: readonly AccessClaims[],
): Promise<(PrincipalFacts | null)[]> {
  const rows = await database.reading(SYSTEM_VIEWER, (session) =>
    session.sql<FactsRow>(sql`
      select asked.place::int, c.id as citizen, c.rights_version as version, ${raw(PROOF)}, s.authentication,
        s.expires_at <= now() as expired,
        array(select office from staff_office where person = c.id order by office) as offices,
        array(select purpose from consent where citizen = c.id and client = asked.client
          and revoked_at is null and (expires_at is null or expires_at > now()) order by purpose) as purposes
      from unnest(${tokens.map(({ sid }) => sid)}::uuid[], ${tokens.map(({ grant }) => grant)}::text[],
        ${tokens.map(({ client_id }) => client_id)}::text[], ${tokens.map(kidOf)}::text[])
        with ordinality as asked(session, grant_id, client, kid, place)
      join session s on s.id = asked.session join citizen c on c.id = s.citizen
      where s.ended_at is null and ${KEY_STANDS}
        and exists (select from oidc_record where model = 'Grant' and id = asked.grant_id and expires_at > now()
          and payload->>'clientId' = asked.client and payload->>'accountId' = s.citizen::text)`),
  );
  const found = new Map(rows.map(({ place, proof, ...row }) => [place, { ...row, identityProof: proof }]));
  return tokens.map((_, at) => found.get(at + 1) ?? null);
}

/** Whether these tokens stand: their key is good, and nobody took them back. */
export async function loadServiceTokens(database: Database, tokens: readonly ServiceClaims[]): Promise<boolean[]> {
  const rows = await database.reading(SYSTEM_VIEWER, (session) =>
    session.sql<{ place: number }>(sql`
      select asked.place::int from unnest(${tokens.map(({ jti }) => String(jti))}::text[], ${tokens.map(kidOf)}::text[])
        with ordinality as asked(jti, kid, place)
      where ${KEY_STANDS} and not exists (select from oidc_record where model = 'RevokedToken' and id = asked.jti)`),
  );
  const standing = new Set(rows.map(({ place }) => place));
  return tokens.map((_, at) => standing.has(at + 1));
}
