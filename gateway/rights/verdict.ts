import {
  ConsentRequiredError,
  ForbiddenError,
  HubError,
  TrustLevelRequiredError,
  UnauthenticatedError,
} from '../../platform/errors/index.ts';
import {
  effectiveLevel,
  type Principal,
  reachesLevel,
  TRUST_LEVELS,
  type TrustLevelName,
} from '../../platform/visa/index.ts';
import type { PolicyAnswer } from './policies.ts';
import type { Alternatives, Requirement } from './requirement.ts';
import type { SignInMethods } from './sign-in-methods.ts';

/**
 * Verdict (Entscheidung): undefined when the principal meets a requirement, otherwise the error that names the reason and
 * the remedy. Checked in the order in which a person can do something about it: sign in, consent and scopes, trust level.
 */
export function judge(
  requirement: Requirement,
  principal: Principal,
  methods: SignInMethods,
  answers: ReadonlyMap<string, PolicyAnswer>,
): HubError | undefined {
  if (requirement.authenticated && principal.kind === 'public') return new UnauthenticatedError();
  const unmet = requirement.policies
    .map((policy) => missingOf(policy, principal, answers))
    .filter((missing) => missing.length > 0);
  const all = unmet.flat();
  return (
    consentMissing(all) ??
    scopesMissing(requirement.scopes, principal) ??
    policyRefused(all, answers) ??
    trustMissing(all, methods)
  );
}

/** The unmet policies of the alternative that lacks least; empty when one alternative is met. */
function missingOf(policy: Alternatives, principal: Principal, answers: ReadonlyMap<string, PolicyAnswer>): string[] {
  const missing = policy.map((all) => all.filter((one) => !meets(one, principal, answers)));
  return missing.reduce((least, next) => (cost(next) < cost(least) ? next : least), missing[0] ?? ['never']);
}

/** A named policy leaves nothing to do, a consent takes the citizen's own act, a level a stronger sign-in. */
const cost = (missing: readonly string[]): number =>
  missing.reduce((sum, policy) => sum + (trustLevelOf(policy) ? 1 : consentOf(policy) ? 10 : 100), 0);

function meets(policy: string, principal: Principal, answers: ReadonlyMap<string, PolicyAnswer>): boolean {
  const level = trustLevelOf(policy);
  if (level) return reachesLevel(effectiveLevel(principal), level);
  const purpose = consentOf(policy);
  // Only an app asks for consent: the portal, staff and the hub itself act under their own right, or under none here.
  if (purpose !== undefined) return principal.kind !== 'partner' || principal.purposes.includes(purpose);
  return answers.get(policy) === true;
}

function trustLevelOf(policy: string): TrustLevelName | undefined {
  return TRUST_LEVELS.find((level) => policy === `trust:${level}`);
}

const CONSENT = 'consent:';
const consentOf = (policy: string): string | undefined =>
  policy.startsWith(CONSENT) ? policy.slice(CONSENT.length) : undefined;

function consentMissing(missing: readonly string[]): HubError | undefined {
  const purpose = missing.map(consentOf).find((found) => found !== undefined);
  return purpose === undefined ? undefined : new ConsentRequiredError({ purpose });
}

/** Names the scopes that are missing for the alternative that lacks fewest. */
function scopesMissing(clauses: readonly Alternatives[], principal: Principal): HubError | undefined {
  const missing = clauses.flatMap((alternatives) => {
    const lacking = alternatives.map((all) => all.filter((scope) => !principal.scopes.includes(scope)));
    return lacking.reduce((least, next) => (next.length < least.length ? next : least), lacking[0] ?? ['never']);
  });
  return missing.length === 0 ? undefined : new ForbiddenError(undefined, { scopes: [...new Set(missing)] });
}

/** What a named policy says for itself. One that this gateway does not know is never met: no right is lost by a misspelt word. */
function policyRefused(missing: readonly string[], answers: ReadonlyMap<string, PolicyAnswer>): HubError | undefined {
  const refused = missing.find((policy) => !trustLevelOf(policy) && consentOf(policy) === undefined);
  const answer = refused === undefined ? undefined : answers.get(refused);
  return answer instanceof HubError ? answer : refused === undefined ? undefined : new ForbiddenError();
}

function trustMissing(missing: readonly string[], methods: SignInMethods): HubError | undefined {
  const levels = missing.map(trustLevelOf).filter((level) => level !== undefined);
  const required = TRUST_LEVELS.findLast((level) => levels.includes(level));
  return required && new TrustLevelRequiredError({ required, methods: methods[required] });
}
