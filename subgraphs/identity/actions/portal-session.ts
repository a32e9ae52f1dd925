import { v7 as uuidv7 } from 'uuid';
import { type Database, isUuid, SYSTEM_VIEWER, sql, type Work } from '../../../platform/database/index.ts';
import { HOUR } from '../../../platform/time.ts';
import type { TrustLevelName } from '../../../platform/visa/index.ts';

/** A portal acts in one for so long, and then in the next. */
export const PORTAL_SESSION_MS = 1 * HOUR;

/** The citizen who linked this portal, by the name it has for her; undefined when she did not, or took it back. */
export async function citizenOfPortal(
  database: Database,
  client: string,
  subject: string,
): Promise<string | undefined> {
  if (!isUuid(subject)) return undefined;
  const [row] = await database.reading(SYSTEM_VIEWER, (session) =>
    session.sql<{ citizen: string }>(sql`
      select l.citizen from portal_link l where l.client = ${client} and l.subject = ${subject}
        and exists (select from consent c where c.citizen = l.citizen and c.client = l.client and c.purpose = 'account:link'
          and c.revoked_at is null and (c.expires_at is null or c.expires_at > now()))`),
  );
  return row?.citizen;
}

/**
 * The session in which a portal acts for a citizen (Portalsitzung): one for an hour, so that she sees one entry and not one for each
 * question, and can end it like any other.
 */
export function portalSession(
  database: Database,
  { citizen, client, level }: { citizen: string; client: string; level: TrustLevelName },
): Promise<string> {
  return database.unitOfWork(SYSTEM_VIEWER, async (work) => {
    await work.sql`select pg_advisory_xact_lock(hashtextextended(${`${client}\n${citizen}`}, 1))`;
    const [open] = await work.sql<{ id: string }>`
      select id from session where citizen = ${citizen} and method = ${client} and authentication = ${level}
        and ended_at is null and expires_at > now() + interval '5 minutes'`;
    return open?.id ?? begin(work, { citizen, client, level });
  });
}

async function begin(
  work: Work,
  { citizen, client, level }: { citizen: string; client: string; level: TrustLevelName },
): Promise<string> {
  const id = uuidv7();
  await work.sql`
    insert into session (id, citizen, authentication, method, agent, expires_at)
    values (${id}, ${citizen}, ${level}, ${client}, 'other', ${new Date(Date.now() + PORTAL_SESSION_MS)})`;
  return id;
}
