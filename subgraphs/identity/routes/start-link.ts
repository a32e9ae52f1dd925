import { providersOf, type StartedLink, startedLink } from '../actions/account-links.ts';
import { SignInRefusedError } from '../domain/errors.ts';
import { linkIdOf } from '../domain/link-address.ts';
import { beginFlow } from './begin-flow.ts';
import type { RouteParts, Visit } from './parts.ts';

/**
 * `GET /link/start/:ticket`: a browser begins a link. It must be the citizen's own: the address alone could have been sent to
 * somebody else, whose identity would then be linked to the sender's account. A browser that is not signed in here signs in
 * with an account that is linked already; one in which somebody else is signed in is refused.
 */
export async function startLink(parts: RouteParts, visit: Visit): Promise<void> {
  const id = linkIdOf(parts.services.linkKey, visit.params.ticket ?? '');
  if (!id) throw new SignInRefusedError('link-unknown');
  const link = await startedLink(parts.database, id);
  const citizen = await signedInCitizen(parts, visit);
  if (citizen !== undefined && citizen !== link.citizen) throw new SignInRefusedError('session-missing');
  const step = citizen ? ({ purpose: 'link', provider: link.provider } as const) : await confirmation(parts, link);
  await beginFlow(parts, visit, { ...step, interaction: null, accountLink: id, asked: 'BASIC' }, { fresh: true });
}

async function confirmation({ database, services }: RouteParts, { citizen }: StartedLink) {
  const providers = await providersOf(database, citizen);
  const provider = providers.find((each) => services.stateAccounts.find(each));
  if (!provider) throw new SignInRefusedError('session-missing');
  return { purpose: 'confirm-link', provider } as const;
}

/** Who is signed in to the hub in this browser. */
async function signedInCitizen({ provider, sessions }: RouteParts, { request, response }: Visit) {
  const { uid, accountId } = await provider.Session.get(provider.createContext(request, response));
  return accountId && (await sessions.ofBrowser(uid))?.citizen;
}
