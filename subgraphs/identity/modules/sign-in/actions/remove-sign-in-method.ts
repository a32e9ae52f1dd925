import { isUuid, SYSTEM_VIEWER } from '../../../../../platform/database/index.ts';
import { invariant, NotFoundError } from '../../../../../platform/errors/index.ts';
import { claimKey } from '../../../../../platform/log/index.ts';
import type { RequestContext } from '../../../../../platform/subgraph/index.ts';
import type { IdentityServices } from '../../../services.ts';
import { checkFreshSession } from '../../linking/actions/fresh-session.ts';
import { removeMethod } from './remove-method.ts';

interface Input {
  readonly methodId: string;
  readonly idempotencyKey: string;
}

/**
 * Takes a sign-in method away for who has just signed in. As the hub itself: every statement names the citizen.
 *
 * @throws FreshSignInRequiredError, NotFoundError, LastSignInMethodError
 */
export async function removeSignInMethod(input: Input, context: RequestContext<IdentityServices>): Promise<string> {
  const { principal, services } = context;
  const { methodId: id, idempotencyKey: key } = input;
  const citizen = principal.citizenId;
  invariant(citizen, 'only a person removes a sign-in method');
  if (!isUuid(id)) throw new NotFoundError();
  return services.database.unitOfWork(SYSTEM_VIEWER, async (work) => {
    const claim = await claimKey(work, { principal, mutation: 'removeSignInMethod', key, body: { id }, resultId: id });
    if (!claim.first) return id;
    await checkFreshSession(work, principal.session, citizen);
    await removeMethod(work, citizen, id);
    return id;
  });
}
