import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { EndSession } from '../../principal/end-session.ts';
import { Provider, type ProviderOptions } from './provider.ts';
import { SessionRoutes } from './routes.ts';
import { Sessions } from './sessions.ts';

/** The portal's sign-in, as the hub configures it. */
export interface SessionOptions {
  /** The portal's `client_id` at the hub's own provider; `portal` unless said otherwise. */
  readonly clientId?: string;
  readonly clientSecret: string;
  readonly scopes: readonly string[];
  readonly fetch?: ProviderOptions['fetch'];
}

interface OpenOptions {
  readonly publicUrl: string;
  /** The hub's secret; the keys of the cookies are derived from it. */
  readonly secret: string;
  readonly logger: Logger;
  readonly endSession: EndSession;
}

/** Backend for frontend: adds `/session/...` and returns the sessions that its cookies hold. */
export async function openSessions(app: FastifyInstance, options: SessionOptions & OpenOptions): Promise<Sessions> {
  const { clientId = 'portal', publicUrl, secret, logger, endSession } = options;
  const provider = new Provider({ ...options, clientId });
  const sessions = new Sessions({ publicUrl, secret, refresh: (refreshToken) => provider.refresh(refreshToken) });
  const routes = new SessionRoutes({ provider, sessions, publicUrl, secret, logger, endSession });
  await app.register(async (scope) => {
    scope.addHook('onRequest', async (_request, reply) => {
      void reply.header('cache-control', 'no-store');
    });
    scope.get('/session', (request, reply) => routes.state(request, reply));
    scope.get('/session/sign-in', (request, reply) => routes.signIn(request, reply));
    scope.get('/session/callback', (request, reply) => routes.callback(request, reply));
    scope.post('/session/sign-out', (request, reply) => routes.signOut(request, reply));
  });
  return sessions;
}
