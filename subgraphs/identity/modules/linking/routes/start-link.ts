import { reachesLevel } from '../../../../../platform/visa/index.ts';
import type { Session } from '../../../actions/sessions.ts';
import { SignInRefusedError } from '../../../domain/errors.ts';
import { linkIdOf } from '../../../domain/link-address.ts';
import { isFresh } from '../../../domain/session-lifetime.ts';
import { beginFlow } from '../../../routes/begin-flow.ts';
import type { RouteParts, Visit } from '../../../routes/parts.ts';
import { sessionHere } from '../../../routes/session-here.ts';
import { type AccountAtProvider, personalAccountsOf, startedLink } from '../actions/account-links.ts';

/**
 * `GET /link/start/:ticket`: a browser begins a link. It must be the citizen's own: the address alone could have been sent to
 * somebody else, whose identity would then be linked to the sender's account. A browser without a fresh sign-in signs in
 * with an account that is linked already, and so does one whose sign-in is weaker than what is linked: what a found recovery
 * code or a read e-mail opened proves nobody else in her place. One in which somebody else is signed in is refused.
 */
export async function startLink(parts: RouteParts, visit: Visit): Promise<void> {
  const id = linkIdOf(parts.services.linkKey, visit.params.ticket ?? '');
  if (!id) throw new SignInRefusedError('link-unknown');
  const link = await startedLink(parts.database, id);
  const session = await sessionHere(parts, visit);
  if (session && session.citizen !== link.citizen) throw new SignInRefusedError('session-missing');
  const accounts = (await personalAccountsOf(parts.database, link.citizen)).filter(({ provider }) =>
    parts.services.stateAccounts.find(provider),
  );
  const step = isEnough(session, accounts)
    ? ({ purpose: 'link', provider: link.provider } as const)
    : confirmation(accounts, visit.params.ticket ?? '');
  await beginFlow(parts, visit, { ...step, interaction: null, accountLink: id, asked: 'BASIC' }, { fresh: true });
}

/** A fresh sign-in, as strong as each account that is linked. */
const isEnough = (session: Session | undefined, accounts: readonly AccountAtProvider[]): boolean =>
  session !== undefined &&
  isFresh(session.createdAt, new Date()) &&
  accounts.every(({ level }) => reachesLevel(session.authentication, level));

/** With the strongest account that is linked; who has none signs in once more in her own way, and comes back here. */
function confirmation([strongest]: readonly AccountAtProvider[], ticket: string) {
  if (!strongest)
    throw new SignInRefusedError('session-too-old').goingOnAt(`/session/sign-in?fresh=1&return=/link/start/${ticket}`);
  return { purpose: 'confirm-link', provider: strongest.provider } as const;
}
