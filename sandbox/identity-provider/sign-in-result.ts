import { randomUUID } from 'node:crypto';
import type { InteractionResults } from 'oidc-provider';
import type { TrustLevelName } from '../../platform/visa/index.ts';
import type { SignIn } from './claims.ts';
import { isTrustLevel, LEVELS, type LevelRequest, toAcr } from './levels.ts';
import { findPersona, type Persona, subjectOf } from './personas.ts';

type Login = NonNullable<InteractionResults['login']>;

/** What the sign-in page reports to the provider. */
export const toLogin = (
  persona: Persona,
  level: TrustLevelName,
  request: LevelRequest,
  withoutPseudonym: boolean,
): Login => ({
  accountId: subjectOf(persona),
  acr: toAcr(level, request),
  amr: level === 'HIGH' ? ['sc', 'pin', 'mfa'] : level === 'SUBSTANTIAL' ? ['swk', 'pwd', 'mfa'] : ['pwd'],
  persona: persona.key,
  level,
  provedBy: LEVELS[level].provedBy,
  withoutPseudonym,
});

/** And back again, when the provider issues the grant. */
export function toSignIn(login: Login | undefined): SignIn | undefined {
  const persona = findPersona(String(login?.persona ?? ''));
  const level = String(login?.level ?? '');
  if (!persona || !isTrustLevel(level)) return undefined;
  return { persona, level, applicationId: randomUUID(), withoutPseudonym: login?.withoutPseudonym === true };
}
