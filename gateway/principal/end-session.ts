import type { Callers } from './callers.ts';
import { askIdentity, type Identity } from './identity.ts';

/** Ends the sign-in session that an access token belongs to: all its tokens are refused within 5 s. */
export type EndSession = (accessToken: string) => Promise<void>;

export function makeEndSession(callers: Callers | undefined, identity: Identity | undefined): EndSession {
  return async (accessToken) => {
    if (!callers || !identity) return;
    const caller = await callers.fromToken(accessToken, null);
    const { session } = await caller.principal();
    if (session) await askIdentity(identity, 'endSession', { session });
  };
}
