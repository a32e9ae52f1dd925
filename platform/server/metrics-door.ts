import { createServer } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Registry } from 'prom-client';
import { type Environment, readEnv } from '../config/index.ts';
import { NotFoundError } from '../errors/index.ts';

/**
 * Where figures may be read (Tür zu den Messwerten): at an address of their own, on the ordinary port but only from this machine,
 * or nowhere. Never by the public: figures tell what a town's people do, and when.
 */
export type MetricsDoor = { readonly port: number; readonly host: string } | 'loopback' | 'closed';

/**
 * `METRICS_PORT` and `METRICS_HOST` (127.0.0.1); without a port from this machine alone, in production not at all.
 *
 * @throws ConfigError naming the variable that is wrong
 */
export function readMetricsDoor(env: Environment): MetricsDoor {
  const read = readEnv(env);
  if (!env.METRICS_PORT) return env.NODE_ENV === 'production' ? 'closed' : 'loopback';
  return {
    port: read.integer('METRICS_PORT', { default: 0, max: 65_535 }),
    host: read.text('METRICS_HOST', '127.0.0.1'),
  };
}

/** Opens the door beside a server, and closes it with the server. */
export function addMetrics(app: FastifyInstance, metrics: Registry, door: MetricsDoor): void {
  if (door === 'closed') return;
  if (door === 'loopback') addOwnPath(app, metrics);
  else addOwnPort(app, metrics, door);
}

function addOwnPath(app: FastifyInstance, metrics: Registry): void {
  app.get('/metrics', async (request, reply) => {
    if (!isFromHere(request)) throw new NotFoundError();
    return reply.type(metrics.contentType).send(await metrics.metrics());
  });
}

function addOwnPort(app: FastifyInstance, metrics: Registry, { port, host }: { port: number; host: string }): void {
  const server = createServer(async (request, response) => {
    if (request.url !== '/metrics' || request.method !== 'GET') return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': metrics.contentType }).end(await metrics.metrics());
  });
  app.addHook('onReady', async () => {
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  });
  app.addHook('onClose', async () => {
    server.closeAllConnections();
    server.close();
  });
}

/** A reverse proxy on this machine comes from here too, but it brings its callers' address, or at least the public name. */
function isFromHere({ raw, headers }: FastifyRequest): boolean {
  const isLocal = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(raw.socket.remoteAddress ?? '');
  const isForwarded = headers['x-forwarded-for'] ?? headers.forwarded ?? headers.via;
  return isLocal && !isForwarded && /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(headers.host ?? '');
}
