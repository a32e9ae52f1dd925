import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { finishBackChannelLogout } from '../modules/linking/routes/back-channel-logout.ts';
import { showChoice, takeChoice } from '../modules/linking/routes/choose-attributes.ts';
import { showMetadata } from '../modules/linking/routes/metadata.ts';
import { startLink } from '../modules/linking/routes/start-link.ts';
import { SIGN_IN_PAGES } from '../modules/sign-in/routes/sign-in-routes.ts';
import { keepAnswer, takeAnswer } from './callback.ts';
import { takeConsent } from './consent.ts';
import { keepLanguage } from './language-cookie.ts';
import { atPublicUrl, makeProviderHandler } from './mount-provider.ts';
import type { Handler, Route, RouteParts, Visit } from './parts.ts';
import { refuse } from './refusals.ts';

/** Prefixes that browsers reach. */
export const PREFIXES = ['/oidc', '/sign-in', '/link', '/.well-known/openid-configuration'] as const;

const PAGES: readonly Route[] = [
  ...SIGN_IN_PAGES,
  ['POST', '/sign-in/:uid/consent', takeConsent],
  ['GET', '/link/start/:ticket', startLink],
  ['GET', '/link/callback/:provider', takeAnswer],
  ['POST', '/link/callback/:provider', keepAnswer],
  ['GET', '/link/choose/:ticket', showChoice],
  ['POST', '/link/choose/:ticket', takeChoice],
  ['GET', '/link/metadata/:provider', showMetadata],
  ['POST', '/link/logout/:provider', finishBackChannelLogout],
];

/** Identity's pages and the OpenID provider. All of them take requests raw: nothing reads a body before they do. */
export const identityRoutes =
  (parts: RouteParts) =>
  async (app: FastifyInstance): Promise<void> => {
    await app.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
      const provide = makeProviderHandler(parts);
      const toProvider: Handler = (_parts, visit) => provide(visit);
      // HEAD would run the handler and use up what is good only once.
      for (const [method, url, handler] of PAGES)
        scope.route({ method, url, exposeHeadRoute: false, handler: raw(parts, handler) });
      scope.route({ method: 'GET', url: '/.well-known/openid-configuration', handler: raw(parts, toProvider) });
      const methods = ['GET', 'POST', 'OPTIONS'];
      scope.route({ method: methods, url: '/oidc/*', exposeHeadRoute: false, handler: raw(parts, toProvider) });
    });
  };

function raw(parts: RouteParts, handler: Handler) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    reply.hijack();
    atPublicUrl(request.raw, parts.services.publicUrl);
    const visit: Visit = {
      request: request.raw,
      response: reply.raw,
      params: request.params as Record<string, string>,
      query: request.query as Record<string, unknown>,
      address: request.ip,
    };
    keepLanguage(reply.raw, visit.query.lang, parts.services.publicUrl);
    await handler(parts, visit).catch((error) => refuse(parts.logger, visit, error));
  };
}
