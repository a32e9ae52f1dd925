import replyFrom from '@fastify/reply-from';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { UnavailableError } from '../../platform/errors/index.ts';
import { SECOND } from '../../platform/time.ts';
import { toErrorBody, toRefusal } from './errors.ts';

/** A path prefix that a subgraph serves to browsers, and where that subgraph is. */
export interface ProxyRule {
  /** `/oidc`, `/.well-known/openid-configuration`, ... */
  readonly prefix: string;
  /** Address of the subgraph, without a path. */
  readonly url: string;
}

type Headers = Record<string, string | string[] | undefined>;

/** Hands the subgraphs' browser pages through, untouched: bodies as streams, cookies and redirects as they are. */
export async function serveProxies(
  app: FastifyInstance,
  rules: readonly ProxyRule[],
  publicUrl: string,
): Promise<void> {
  if (rules.length === 0) return;
  await app.register(async (scope) => {
    await scope.register(replyFrom, {
      undici: { connections: 64, headersTimeout: 30 * SECOND, bodyTimeout: 60 * SECOND },
      disableRequestLogging: true,
      // A proxy that repeats a request decides for somebody else that it was harmless.
      retryMethods: [],
    });
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    for (const { prefix, url } of rules) addRule(scope, prefix, url, publicUrl);
  });
}

function addRule(scope: FastifyInstance, prefix: string, url: string, publicUrl: string): void {
  const { protocol, host } = new URL(publicUrl);
  const rewriteRequestHeaders = (request: unknown, headers: object) => ({
    ...withoutForwarding(headers as Headers),
    'x-forwarded-for': (request as FastifyRequest).ip,
    'x-forwarded-host': host,
    'x-forwarded-proto': protocol.slice(0, -1),
    'x-request-id': (request as FastifyRequest).id,
  });
  const handler = (request: FastifyRequest, reply: FastifyReply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    if (!staysInside(path, prefix)) return reply.callNotFound();
    return reply.from(`${url}${path}`, {
      rewriteRequestHeaders: rewriteRequestHeaders as never,
      onError: (failed) => {
        const refusal = toRefusal(new UnavailableError());
        void failed
          .status(503)
          .headers(refusal?.headers ?? {})
          .send(toErrorBody(refusal?.errors ?? []));
      },
    });
  };
  scope.all(prefix, handler);
  scope.all(`${prefix}/*`, handler);
}

/** Dots, written plainly or encoded, must not lead out of the prefix to what is behind it. */
function staysInside(path: string, prefix: string): boolean {
  const { pathname } = new URL(path, 'http://inside');
  return pathname === prefix || pathname.startsWith(`${prefix}/`);
}

/** What a client says about its own way here is not passed on. Visas are the hub's own coin and never come from outside. */
function withoutForwarding(headers: Headers): Headers {
  const kept = Object.entries(headers).filter(([name, value]) => !isForwarding(name) && !isVisa(name, value));
  return Object.fromEntries(kept);
}

const isForwarding = (name: string): boolean =>
  name.startsWith('x-forwarded-') || name === 'forwarded' || name === 'x-real-ip' || name === 'x-request-id';

const isVisa = (name: string, value: Headers[string]): boolean =>
  name === 'authorization' && /^visa\b/i.test(String(value));
