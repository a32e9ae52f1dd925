import { v7 as uuidv7 } from 'uuid';
import { invariant } from '../../../platform/errors/index.ts';
import { claimKey } from '../../../platform/log/index.ts';
import type { RequestContext } from '../../../platform/subgraph/index.ts';
import { MINUTE } from '../../../platform/time.ts';
import { ReturnUrlNotAllowedError, UnknownAccountProviderError } from '../domain/errors.ts';
import { linkAddress } from '../domain/link-address.ts';
import { isReturnUrl } from '../domain/return-url.ts';
import { AccountLink, AccountLinkState } from '../entities/account-link.ts';
import type { IdentityServices } from '../services.ts';

const LINK_MS = 10 * MINUTE;

interface Input {
  readonly provider: string;
  readonly returnUrl: string;
  readonly idempotencyKey?: string;
}

/**
 * Begins to link a further account (Kontoverknüpfung). Nothing is linked yet: her browser first proves at the provider that
 * the account is hers.
 *
 * @throws UnknownAccountProviderError, ReturnUrlNotAllowedError
 */
export async function startAccountLink(input: Input, context: RequestContext<IdentityServices>) {
  const { principal, services } = context;
  const { provider, returnUrl, idempotencyKey: key } = input;
  if (!services.stateAccounts.find(provider)) throw new UnknownAccountProviderError(provider);
  if (!isReturnUrl(returnUrl, services.publicUrl, services.apps)) throw new ReturnUrlNotAllowedError();
  const citizen = principal.citizenId;
  invariant(citizen, 'only a person links an account');
  const id = await context.unitOfWork(async (work) => {
    const fresh = { id: uuidv7(), first: true };
    const body = { provider, returnUrl };
    const claim = key
      ? await claimKey(work, { principal, mutation: 'startAccountLink', key, body, resultId: fresh.id })
      : fresh;
    if (claim.first)
      work.em.create(AccountLink, {
        id: claim.id,
        citizen,
        provider,
        returnUrl,
        state: AccountLinkState.STARTED,
        linkedAccount: null,
        expiresAt: new Date(Date.now() + LINK_MS),
      });
    return claim.id;
  });
  const accountLink = await context.em.findOne(AccountLink, { id, citizen });
  return { accountLink, redirectUrl: linkAddress(services.publicUrl, services.linkKey, id) };
}
