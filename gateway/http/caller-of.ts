import type { FastifyReply, FastifyRequest } from 'fastify';
import { UnauthenticatedError } from '../../platform/errors/index.ts';
import { ACTING_FOR, type Caller, type Callers, PUBLIC_CALLER } from '../principal/callers.ts';
import { checkSameOrigin } from './origin.ts';
import type { Sessions } from './session/sessions.ts';

export interface CallerSource {
  /** Undefined in open mode: nobody signs in, and no header is read. */
  readonly callers?: Callers;
  readonly sessions?: Sessions;
  readonly publicOrigin: string;
}

/** Who sent this request: the bearer of a token, else the holder of a session cookie, else the public. */
export async function callerOf(request: FastifyRequest, reply: FastifyReply, source: CallerSource): Promise<Caller> {
  const { callers, sessions, publicOrigin } = source;
  if (!callers) return PUBLIC_CALLER;
  const { authorization, cookie, dpop } = request.headers;
  const actingFor = request.headers[ACTING_FOR];
  if (authorization !== undefined) {
    const caller = await callers.fromCredentials({ authorization, dpop, actingFor, method: request.method });
    if (caller.nonce) void reply.header('dpop-nonce', caller.nonce);
    return caller;
  }
  if (!sessions?.isIn(cookie)) return PUBLIC_CALLER;
  checkSameOrigin(request.headers, publicOrigin);
  const { session, setCookie } = await sessions.open(cookie);
  if (setCookie) void reply.header('set-cookie', setCookie);
  if (!session) throw new UnauthenticatedError('This session has ended. Sign in again.');
  return callers.fromToken(session.accessToken, actingFor);
}
