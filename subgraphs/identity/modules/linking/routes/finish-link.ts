import { randomUUID } from 'node:crypto';
import type { TakenFlow } from '../../../actions/pending-flows.ts';
import { SignInRefusedError } from '../../../domain/errors.ts';
import { choiceAddress } from '../../../domain/link-address.ts';
import type { ProvenIdentity } from '../../../domain/proven-identity.ts';
import { withOutcome } from '../../../domain/return-url.ts';
import { hashOf } from '../../../domain/seal.ts';
import { AccountLinkState } from '../../../entities/account-link.ts';
import { beginFlow } from '../../../routes/begin-flow.ts';
import { sendOn } from '../../../routes/pages/page.ts';
import type { RouteParts, Visit } from '../../../routes/parts.ts';
import { logRefusal } from '../../../routes/refusals.ts';
import { finishAccountLink, holderOf, type StartedLink, startedLink } from '../actions/account-links.ts';

/** A browser came back from a provider for a link: it has proven who sits there, or which account is to be linked. */
export async function finishLink(parts: RouteParts, visit: Visit, flow: TakenFlow, identity: ProvenIdentity) {
  const link = await startedLink(parts.database, flow.accountLink ?? '');
  return flow.purpose === 'link' ? linkNow(parts, visit, link, identity) : confirm(parts, visit, flow, link, identity);
}

async function linkNow(parts: RouteParts, visit: Visit, link: StartedLink, identity: ProvenIdentity): Promise<void> {
  const browser = hashOf(parts.cookie.read(visit.request));
  const { state, offers } = await finishAccountLink(parts, { ...link, browser }, identity);
  if (state === AccountLinkState.REFUSED)
    logRefusal(parts.logger, new SignInRefusedError('linked-elsewhere'), randomUUID());
  const { publicUrl, linkKey } = parts.services;
  // What the account says about her is hers to take over or not: she is asked before she goes back.
  const isOffered = state === AccountLinkState.LINKED && offers;
  sendOn(
    visit.response,
    isOffered ? choiceAddress(publicUrl, linkKey, link.id) : withOutcome(link.returnUrl, link.id, state),
  );
}

/** She has shown that the citizen account is hers; now for the account she wants to link. */
async function confirm(parts: RouteParts, visit: Visit, flow: TakenFlow, link: StartedLink, identity: ProvenIdentity) {
  if ((await holderOf(parts.database, identity)) !== link.citizen) throw new SignInRefusedError('session-missing');
  const { asked, interaction, accountLink } = flow;
  const next = { asked, interaction, accountLink, purpose: 'link', provider: link.provider } as const;
  await beginFlow(parts, visit, next, { fresh: true });
}
