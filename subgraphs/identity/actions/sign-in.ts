import { v7 as uuidv7 } from 'uuid';
import { type Database, SYSTEM_VIEWER } from '../../../platform/database/index.ts';
import type { ProvenIdentity } from '../domain/proven-identity.ts';
import { sessionEnd } from '../domain/session-lifetime.ts';
import { userAgentFamily } from '../domain/user-agent.ts';
import { rememberProviderSession } from '../modules/linking/actions/provider-sessions.ts';
import type { IdentityServices } from '../services.ts';
import { knownCitizen } from './known-citizen.ts';

/** A fresh sign-in: the person and the session it opened. */
export interface SignIn {
  readonly citizenId: string;
  readonly sessionId: string;
}

/** Signs a proven identity in (Anmeldung): a new citizen at the first time, and a session each time, in one transaction. */
export function signIn(
  { database, services }: { database: Database; services: IdentityServices },
  identity: ProvenIdentity,
  userAgent: string | undefined,
): Promise<SignIn> {
  const now = new Date();
  return database.unitOfWork(SYSTEM_VIEWER, async (work) => {
    const { citizenId, accountId } = await knownCitizen(work, identity, services);
    const sessionId = uuidv7();
    await work.sql`
      insert into session (id, citizen, linked_account, authentication, agent, expires_at)
      values (${sessionId}, ${citizenId}, ${accountId}, ${identity.level}, ${userAgentFamily(userAgent)},
        ${sessionEnd(identity.level, now)})`;
    await rememberProviderSession(work, sessionId, identity);
    return { citizenId, sessionId };
  });
}
