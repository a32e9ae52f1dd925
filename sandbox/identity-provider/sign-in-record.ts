import type { TrustLevelName } from '../../platform/visa/index.ts';
import type { Store } from '../store/open-store.ts';
import type { SignIn } from './claims.ts';
import { findPersona } from './personas.ts';

/** Remembers under a grant how its sign-in went: tokens of that grant speak of this sign-in and of no later one. */
export function saveSignIn(store: Store, grantId: string, signIn: SignIn): void {
  store
    .prepare('insert into sign_in (grant_id, persona, level, application_id, without_pseudonym) values (?, ?, ?, ?, ?)')
    .run(grantId, signIn.persona.key, signIn.level, signIn.applicationId, signIn.withoutPseudonym ? 1 : 0);
}

/** The sign-in behind a grant; undefined when there was none. */
export function loadSignIn(store: Store, grantId: string): SignIn | undefined {
  const row = store.prepare('select * from sign_in where grant_id = ?').get(grantId);
  const persona = row && findPersona(row.persona as string);
  if (!row || !persona) return undefined;
  return {
    persona,
    level: row.level as TrustLevelName,
    applicationId: row.application_id as string,
    withoutPseudonym: row.without_pseudonym === 1,
  };
}
