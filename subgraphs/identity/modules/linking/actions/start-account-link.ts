import { v7 as uuidv7 } from 'uuid';
import { isUuid } from '../../../../../platform/database/index.ts';
import { invariant, NotFoundError } from '../../../../../platform/errors/index.ts';
import { claimKey } from '../../../../../platform/log/index.ts';
import type { RequestContext } from '../../../../../platform/subgraph/index.ts';
import { MINUTE } from '../../../../../platform/time.ts';
import { ReturnUrlNotAllowedError, UnknownAccountProviderError } from '../../../domain/errors.ts';
import { linkAddress } from '../../../domain/link-address.ts';
import { isReturnUrl } from '../../../domain/return-url.ts';
import { AccountLink, AccountLinkState } from '../../../entities/account-link.ts';
import { LinkedAccount } from '../../../entities/linked-account.ts';
import type { IdentityServices } from '../../../services.ts';

const LINK_MS = 10 * MINUTE;
type Context = RequestContext<IdentityServices>;

interface Link {
  readonly provider: string;
  readonly returnUrl: string;
  readonly idempotencyKey?: string;
}

interface Refresh {
  readonly linkedAccountId: string;
  readonly returnUrl: string;
  readonly idempotencyKey?: string;
}

/**
 * Begins to link a further account (Kontoverknüpfung). Nothing is linked yet: her browser first proves at the provider that
 * the account is hers.
 *
 * @throws UnknownAccountProviderError, ReturnUrlNotAllowedError
 */
export async function startAccountLink({ provider, ...input }: Link, context: Context) {
  if (!context.services.stateAccounts.find(provider)) throw new UnknownAccountProviderError(provider);
  return begin({ ...input, mutation: 'startAccountLink', provider, refreshes: null }, context);
}

/**
 * Begins to fetch the attributes of a linked account anew (Angaben auffrischen): providers tell them at a sign-in alone, so she
 * signs in there once more.
 *
 * @throws NotFoundError for an account that is not hers, ReturnUrlNotAllowedError
 */
export async function refreshLinkedAttributes({ linkedAccountId: id, ...input }: Refresh, context: Context) {
  const citizen = context.principal.citizenId ?? '';
  const account = isUuid(id) ? await context.em.findOne(LinkedAccount, { id, citizen }) : null;
  if (!account || !context.services.stateAccounts.find(account.provider)) throw new NotFoundError();
  return begin({ ...input, mutation: 'refreshLinkedAttributes', provider: account.provider, refreshes: id }, context);
}

interface Beginning extends Link {
  readonly mutation: string;
  readonly refreshes: string | null;
}

async function begin({ mutation, provider, returnUrl, refreshes, idempotencyKey: key }: Beginning, context: Context) {
  const { principal, services } = context;
  if (!isReturnUrl(returnUrl, services.publicUrl, services.apps)) throw new ReturnUrlNotAllowedError();
  const citizen = principal.citizenId;
  invariant(citizen, 'only a person links an account');
  const id = await context.unitOfWork(async (work) => {
    const fresh = { id: uuidv7(), first: true };
    const body = { provider, returnUrl, refreshes };
    const claim = key ? await claimKey(work, { principal, mutation, key, body, resultId: fresh.id }) : fresh;
    if (claim.first)
      work.em.create(AccountLink, {
        id: claim.id,
        citizen,
        provider,
        returnUrl,
        refreshes,
        state: AccountLinkState.STARTED,
        linkedAccount: null,
        expiresAt: new Date(Date.now() + LINK_MS),
      });
    return claim.id;
  });
  const accountLink = await context.em.findOne(AccountLink, { id, citizen });
  return { accountLink, redirectUrl: linkAddress(services.publicUrl, services.linkKey, id) };
}
