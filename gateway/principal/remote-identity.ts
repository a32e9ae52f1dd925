import { Agent, request } from 'undici';
import { BadUserInputError, ForbiddenError, NotFoundError, UnavailableError } from '../../platform/errors/index.ts';
import { SECOND } from '../../platform/time.ts';
import { type Principal, systemPrincipal } from '../../platform/visa/index.ts';
import type { Identity } from './identity.ts';

export interface RemoteIdentityOptions {
  /** Address of the subgraph, without a path. */
  readonly url: string;
  readonly visa: (audience: string, principal: Principal) => string;
}

export interface RemoteIdentity extends Identity {
  close(): Promise<void>;
}

/** identity in another process: `POST /internal/<question>` with a system visa of the gateway. */
export function remoteIdentity({ url, visa }: RemoteIdentityOptions): RemoteIdentity {
  const dispatcher = new Agent({ connections: 8, keepAliveTimeout: 30 * SECOND });
  const self = systemPrincipal('gateway');
  return {
    async ask(question, body) {
      const { statusCode, body: answer } = await request(`${url}/internal/${encodeURIComponent(question)}`, {
        dispatcher,
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Visa ${visa('identity', self)}` },
        body: JSON.stringify(body),
        headersTimeout: 5 * SECOND,
        bodyTimeout: 5 * SECOND,
      });
      const content = (await answer.json()) as Answer;
      if (statusCode === 200) return content.answer;
      throw toRefusal(content, statusCode);
    },
    close: () => dispatcher.destroy(),
  };
}

interface Answer {
  readonly answer?: unknown;
  readonly errors?: readonly { message: string; extensions?: { code?: string } }[];
}

/** Refusals keep their meaning over the wire; everything else is an accident. */
function toRefusal({ errors }: Answer, status: number): Error {
  const [error] = errors ?? [];
  const message = error?.message ?? '';
  if (error?.extensions?.code === 'FORBIDDEN') return new ForbiddenError(message);
  if (error?.extensions?.code === 'NOT_FOUND') return new NotFoundError(message);
  if (error?.extensions?.code === 'BAD_USER_INPUT') return new BadUserInputError(message);
  return new UnavailableError(undefined, new Error(`identity answered ${status}`));
}
