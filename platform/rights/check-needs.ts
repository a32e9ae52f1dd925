import {
  ConsentRequiredError,
  ForbiddenError,
  NotFoundError,
  TrustLevelRequiredError,
  UnauthenticatedError,
} from '../errors/index.ts';
import { effectiveLevel, type Principal, reachesLevel } from '../visa/index.ts';
import { type Needs, scopeChoices } from './needs.ts';
import { methodsReaching } from './sign-in-methods.ts';

/**
 * Throws the reason for which this principal may not see the field, with the remedy in it.
 *
 * @throws UnauthenticatedError, ConsentRequiredError, ForbiddenError, TrustLevelRequiredError
 */
export function checkNeeds(needs: Needs, principal: Principal): void {
  if (principal.kind === 'system') return;
  if (principal.kind === 'public') throw new UnauthenticatedError();
  if (needs.kinds && !needs.kinds.includes(principal.kind)) throw new ForbiddenError();
  checkConsent(needs, principal);
  checkScopes(needs, principal);
  checkLevel(needs, principal);
}

/**
 * A field of a citizen is hers: a token speaks for the parties in it and for nobody else. Staff pass; the database shows
 * them what belongs to their office.
 *
 * @throws ConsentRequiredError for a partner app, NotFoundError for another citizen
 */
export function checkOwner(citizenId: string, needs: Needs, principal: Principal): void {
  if (principal.kind === 'system' || principal.kind === 'staff') return;
  if (principal.parties.includes(citizenId)) return;
  if (principal.kind === 'partner') throw new ConsentRequiredError({ purpose: needs.consent ?? 'profile' });
  throw new NotFoundError();
}

function checkConsent({ consent }: Needs, { kind, purposes }: Principal): void {
  if (consent && kind === 'partner' && !purposes.includes(consent))
    throw new ConsentRequiredError({ purpose: consent });
}

function checkScopes({ scopes = [] }: Needs, principal: Principal): void {
  if (scopes.length === 0) return;
  if (scopeChoices(scopes).some((all) => all.every((scope) => principal.scopes.includes(scope)))) return;
  throw new ForbiddenError('Your access does not cover this.', { scopes });
}

function checkLevel({ trustLevel }: Needs, principal: Principal): void {
  if (!trustLevel || reachesLevel(effectiveLevel(principal), trustLevel)) return;
  throw new TrustLevelRequiredError({ required: trustLevel, methods: methodsReaching(trustLevel) });
}
