import type { Callers } from './callers.ts';
import { askIdentity, type Identity } from './identity.ts';

/** Ends the sign-in session that an access token belongs to: all its tokens are refused within 5 s. */
export type EndSession = (accessToken: string) => Promise<void>;

export function makeEndSession(callers: Callers, identity: Identity): EndSession {
  return async (accessToken) => {
    const caller = await callers.fromToken(accessToken, null);
    const { session } = await caller.principal();
    if (session) await askIdentity(identity, 'endSession', { session });
  };
}
