import { randomUUID } from 'node:crypto';
import { type FastifyInstance, fastify, LogController } from 'fastify';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { HubError } from '../errors/index.ts';
import { SECOND } from '../time.ts';
import { answerClientError } from './client-errors.ts';
import { errorBody } from './error-body.ts';
import { addMetrics, type MetricsDoor } from './metrics-door.ts';

export interface ServerOptions {
  logger: Logger;
  /** Throws while the process cannot serve; `/readyz` answers 503 then. */
  checkReady: () => Promise<void>;
  /** Parts that do not answer at the moment while the rest does; `/readyz` names them. */
  unusable?: () => readonly string[];
  /** Largest request body in bytes; default 256 KB. */
  bodyLimit?: number;
  metrics?: Registry;
  /** Where they may be read; from this machine alone unless said otherwise. */
  metricsDoor?: MetricsDoor;
  /** Address of a proxy whose `X-Forwarded-*` headers are believed; none by default. */
  trustProxy?: string | false;
}

/** The one HTTP server kit: security headers, limits, health, metrics, JSON errors with our codes. */
export async function makeServer(options: ServerOptions): Promise<FastifyInstance> {
  const { logger, bodyLimit = 256 * 1024, metrics = new Registry(), trustProxy = false } = options;
  const app = fastify({
    loggerInstance: logger as never,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit,
    trustProxy,
    connectionTimeout: 30 * SECOND,
    requestTimeout: 30 * SECOND,
    keepAliveTimeout: 65 * SECOND,
    genReqId: () => randomUUID(),
    // A logger of its own for each request would cost more than the few lines that are written.
    childLoggerFactory: (parent) => parent,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 500 },
    clientErrorHandler: answerClientError,
    // An address that cannot be read never reaches a route, nor its error handler.
    frameworkErrors: (_error, _request, reply) => {
      const body = JSON.stringify(errorBody('BAD_REQUEST', 'This request cannot be read.'));
      reply.raw.writeHead(400, { 'content-type': 'application/json; charset=utf-8' }).end(body);
    },
  }) as unknown as FastifyInstance;
  const secure = helmet({ contentSecurityPolicy: false, strictTransportSecurity: false });
  // On the reply itself, so that streams and what other frameworks answer carry the headers too.
  app.addHook('onRequest', (request, reply, next) =>
    secure(request.raw, reply.raw, (error) => next(error as Error | undefined)),
  );
  addHealth(app, options);
  collectDefaultMetrics({ register: metrics });
  addMetrics(app, metrics, options.metricsDoor ?? 'loopback');
  app.setErrorHandler((error, request, reply) => {
    const { status, body } = toHttpError(error, request.id, logger);
    void reply.status(status).send(body);
  });
  app.setNotFoundHandler(({ method }, reply) => {
    if (method !== 'TRACE') return void reply.status(404).send(errorBody('NOT_FOUND', 'There is nothing here.'));
    // Would repeat a request with all its headers: used at no address.
    void reply
      .status(405)
      .header('allow', 'GET, POST')
      .send(errorBody(...NO_METHOD));
  });
  return app;
}

function addHealth(app: FastifyInstance, { checkReady, unusable = () => [] }: ServerOptions): void {
  app.get('/livez', async () => ({ status: 'live' }));
  app.get('/readyz', async (_request, reply) => {
    try {
      await checkReady();
      const missing = unusable();
      return { status: 'ready', ...(missing.length > 0 && { unusable: missing }) };
    } catch {
      return reply.status(503).header('retry-after', '1').send({ status: 'not ready' });
    }
  });
}

const NO_METHOD = ['METHOD_NOT_ALLOWED', 'This method is not used here.'] as const;

/** Codes for what Fastify itself refuses; no limit's number in the text. */
const REFUSALS: Readonly<Record<number, readonly [code: string, message: string]>> = {
  400: ['BAD_REQUEST', 'This request cannot be read.'],
  405: NO_METHOD,
  413: ['PAYLOAD_TOO_LARGE', 'This request is too large.'],
  415: ['UNSUPPORTED_MEDIA_TYPE', 'Send application/json.'],
};

function toHttpError(error: unknown, reference: string, logger: Logger): { status: number; body: object } {
  if (error instanceof HubError)
    return { status: error.status, body: errorBody(error.code, error.message, error.details) };
  const status = (error as { statusCode?: number }).statusCode ?? 500;
  const refusal = REFUSALS[status];
  if (refusal) return { status, body: errorBody(...refusal) };
  if (status < 500) return { status, body: errorBody('BAD_REQUEST', 'This request cannot be read.') };
  logger.error({ err: error, reference }, 'unexpected error');
  return { status: 500, body: errorBody('INTERNAL', `Something went wrong. Reference: ${reference}`) };
}
