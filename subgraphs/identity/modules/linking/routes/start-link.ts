import { MINUTE } from '../../../../../platform/time.ts';
import type { Session } from '../../../actions/sessions.ts';
import { SignInRefusedError } from '../../../domain/errors.ts';
import { linkIdOf } from '../../../domain/link-address.ts';
import { beginFlow } from '../../../routes/begin-flow.ts';
import type { RouteParts, Visit } from '../../../routes/parts.ts';
import { sessionHere } from '../../../routes/session-here.ts';
import { providersOf, type StartedLink, startedLink } from '../actions/account-links.ts';

/** Linking wants a fresh sign-in on both sides: whoever sits down at an open browser later must not add an account of his. */
const FRESH_MS = 5 * MINUTE;

/**
 * `GET /link/start/:ticket`: a browser begins a link. It must be the citizen's own: the address alone could have been sent to
 * somebody else, whose identity would then be linked to the sender's account. A browser without a fresh sign-in signs in
 * with an account that is linked already; one in which somebody else is signed in is refused.
 */
export async function startLink(parts: RouteParts, visit: Visit): Promise<void> {
  const id = linkIdOf(parts.services.linkKey, visit.params.ticket ?? '');
  if (!id) throw new SignInRefusedError('link-unknown');
  const link = await startedLink(parts.database, id);
  const session = await sessionHere(parts, visit);
  if (session && session.citizen !== link.citizen) throw new SignInRefusedError('session-missing');
  const step = isFresh(session)
    ? ({ purpose: 'link', provider: link.provider } as const)
    : await confirmation(parts, link, visit.params.ticket ?? '');
  await beginFlow(parts, visit, { ...step, interaction: null, accountLink: id, asked: 'BASIC' }, { fresh: true });
}

const isFresh = (session: Session | undefined): boolean =>
  session !== undefined && Date.now() - session.createdAt.getTime() < FRESH_MS;

/** With an account that is linked already; who has none signs in once more in her own way, and comes back here. */
async function confirmation({ database, services }: RouteParts, { citizen }: StartedLink, ticket: string) {
  const providers = await providersOf(database, citizen);
  const provider = providers.find((each) => services.stateAccounts.find(each));
  if (!provider)
    throw new SignInRefusedError('session-too-old').goingOnAt(`/session/sign-in?fresh=1&return=/link/start/${ticket}`);
  return { purpose: 'confirm-link', provider } as const;
}
