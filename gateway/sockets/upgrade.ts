import type { IncomingMessage } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { ForbiddenError, HubError, NotFoundError, UnauthenticatedError } from '../../platform/errors/index.ts';
import type { CallerSource } from '../http/caller-of.ts';
import { drainingError } from '../http/errors.ts';
import { ACTING_FOR, PUBLIC_CALLER } from '../principal/callers.ts';
import type { SignIn } from './conversation.ts';

/** A handshake that may go on. */
export interface Upgrade {
  readonly signIn: SignIn;
  /** Goes back with the handshake. */
  readonly setCookie?: string;
}

/**
 * Looks at a handshake. Browsers send cookies along from any page, so a session cookie counts only from our own origin;
 * a client that brings its token in `connection_init` may come from anywhere.
 *
 * @throws HubError: its status answers the handshake
 */
export async function admitUpgrade(
  request: IncomingMessage,
  { callers, sessions, publicOrigin }: CallerSource,
  isDraining: boolean,
): Promise<Upgrade> {
  const { cookie, origin } = request.headers;
  if (!/^\/graphql(\?|$)/.test(request.url ?? '')) throw new NotFoundError();
  if (isDraining) throw drainingError();
  if (!callers) return { signIn: async () => PUBLIC_CALLER };
  const hasSession = sessions?.isIn(cookie) === true;
  if (hasSession && origin !== publicOrigin) throw new ForbiddenError('This page may not use the session.');
  const opened = hasSession ? await sessions?.open(cookie) : undefined;
  return {
    setCookie: opened?.setCookie,
    signIn: async (payload) => {
      const actingFor = own(payload, ACTING_FOR);
      const authorization = own(payload, 'authorization');
      if (authorization !== undefined)
        return callers.fromCredentials({ authorization, dpop: own(payload, 'dpop'), actingFor, method: 'GET' });
      if (!hasSession) return PUBLIC_CALLER;
      if (!opened?.session) throw new UnauthenticatedError('This session has ended.');
      return callers.fromToken(opened.session.accessToken, actingFor);
    },
  };
}

/** Answers a handshake with a status instead of a socket. */
export function refuseUpgrade(stream: Duplex, error: unknown): void {
  const status = error instanceof HubError ? error.status : 500;
  const code = error instanceof HubError ? error.code : 'INTERNAL';
  const retry = status === 503 ? 'retry-after: 1\r\n' : '';
  const body = JSON.stringify({ errors: [{ message: 'No socket here.', extensions: { code } }] });
  stream.on('error', () => stream.destroy());
  stream.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nconnection: close\r\ncontent-type: application/json\r\n${retry}` +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

const own = (payload: Readonly<Record<string, unknown>>, key: string): unknown =>
  Object.hasOwn(payload, key) ? payload[key] : undefined;
