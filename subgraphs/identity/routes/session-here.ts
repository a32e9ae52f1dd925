import type { Session } from '../actions/sessions.ts';
import type { RouteParts, Visit } from './parts.ts';

/** The standing sign-in of this browser. */
export async function sessionHere(
  { provider, sessions }: RouteParts,
  { request, response }: Visit,
): Promise<Session | undefined> {
  const { uid, accountId } = await provider.Session.get(provider.createContext(request, response));
  return accountId ? sessions.ofBrowser(uid) : undefined;
}
