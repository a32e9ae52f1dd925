import { type Database, SYSTEM_VIEWER, type Work } from '../../../../../platform/database/index.ts';
import type { EndedSession } from '../../../connectors/state-account.ts';
import type { ProvenIdentity } from '../../../domain/proven-identity.ts';

/** Remembers which sign-in at the provider a session of ours came from. */
export async function rememberProviderSession(work: Work, session: string, identity: ProvenIdentity): Promise<void> {
  const { issuer, providerSession } = identity;
  if (!providerSession) return;
  await work.sql`
    insert into provider_session (session, issuer, subject, provider_session)
    values (${session}, ${issuer}, ${providerSession.subject}, ${providerSession.session})`;
}

/** Ends what was begun with a sign-in that ended there: one session of hers, or all of them. Returns how many. */
export async function endProviderSessions(
  database: Database,
  { issuer, subject, session }: EndedSession,
): Promise<number> {
  const ended = await database.unitOfWork(
    SYSTEM_VIEWER,
    (work) => work.sql`
    update session set ended_at = now() from provider_session there
    where there.session = session.id and session.ended_at is null and there.issuer = ${issuer}
      and (${subject}::text is null or there.subject = ${subject})
      and (${session}::text is null or there.provider_session = ${session})
    returning session.id`,
  );
  return ended.length;
}
