import { type Database, SYSTEM_VIEWER } from '../../../platform/database/index.ts';
import type { TrustLevelName } from '../../../platform/visa/index.ts';
import type { ProvenIdentity } from '../domain/proven-identity.ts';
import { rememberProviderSession } from '../modules/linking/actions/provider-sessions.ts';
import type { IdentityServices } from '../services.ts';
import { knownCitizen } from './known-citizen.ts';
import { type Device, openSession } from './open-session.ts';

/** A fresh sign-in, whatever its method: the person, the session it opened, and its strength. */
export interface SignIn {
  readonly citizenId: string;
  readonly sessionId: string;
  readonly level: TrustLevelName;
}

/** Signs a proven identity in (Anmeldung): a new citizen at the first time, and a session each time, in one transaction. */
export function signIn(
  { database, services }: { database: Database; services: IdentityServices },
  identity: ProvenIdentity,
  device: Device,
): Promise<SignIn> {
  const { provider: method, level } = identity;
  const methodName = services.stateAccounts.get(method).settings.name;
  return database.unitOfWork(SYSTEM_VIEWER, async (work) => {
    const { citizenId: citizen, accountId: account } = await knownCitizen(work, identity, services);
    const sessionId = await openSession(work, { citizen, account, method, methodName, level, device });
    await rememberProviderSession(work, sessionId, identity);
    return { citizenId: citizen, sessionId, level };
  });
}
