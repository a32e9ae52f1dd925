import './http/no-telemetry.ts';

import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { Registry } from 'prom-client';
import { OverloadedError, type UnknownErrorReport } from '../platform/errors/index.ts';
import { type MetricsDoor, makeServer } from '../platform/server/index.ts';
import type { Tracing } from '../platform/telemetry/index.ts';
import { Drain } from './drain.ts';
import { Admission } from './guards/admission.ts';
import { type Limits, PUBLIC_LIMITS } from './guards/limits.ts';
import type { CallerSource } from './http/caller-of.ts';
import { EventStreams } from './http/event-streams.ts';
import { serveGraphQL } from './http/graphql-route.ts';
import { originOf } from './http/origin.ts';
import { type ProxyRule, serveProxies } from './http/proxy.ts';
import { openSessions, type SessionOptions } from './http/session/open-sessions.ts';
import { makeEngine, type SupergraphEngine } from './make-engine.ts';
import { GatewayMetrics } from './metrics.ts';
import { Operations } from './operations.ts';
import { Callers } from './principal/callers.ts';
import { makeEndSession } from './principal/end-session.ts';
import type { TrustedIdentity } from './principal/identity.ts';
import { pairwiseIds } from './principal/pairwise-ids.ts';
import { RateLimits } from './rates/rate-limits.ts';
import { RATES, type RateSettings } from './rates/settings.ts';
import { LoadShedder } from './resilience/load-shedder.ts';
import { ResilientTransports } from './resilience/resilient-transports.ts';
import { RESILIENCE, type ResilienceSettings } from './resilience/settings.ts';
import type { Policies } from './rights/policies.ts';
import { serveSockets } from './sockets/serve-sockets.ts';
import { shareStreams } from './subscriptions/share-streams.ts';
import { checkSubgraphs } from './supergraph/check-subgraphs.ts';
import { openSupergraph, type SupergraphOptions } from './supergraph/open-supergraph.ts';
import { TELEMETRY, type TelemetrySettings } from './telemetry/settings.ts';
import { Telemetry } from './telemetry/telemetry.ts';
import { tracedTransports } from './telemetry/traced-transports.ts';
import type { Transport, Transports } from './transports/transport.ts';
import { checkTrusted, warmTrusted } from './trusted-documents/prepare-trusted.ts';
import { TrustedDocuments } from './trusted-documents/trusted-documents.ts';

export interface GatewayOptions extends Omit<SupergraphOptions, 'trusted'> {
  /** How the subgraphs are reached; by the addresses inside a supergraph, where that is allowed. */
  readonly transports: Transports | ((supergraphSdl: string) => Transports);
  /** Who knows the tokens' keys and the people behind them. Undefined is open mode: nobody signs in, with a session neither. */
  readonly identity?: TrustedIdentity;
  /** The hub's address as browsers see it, without a slash at the end; issuer of access tokens. */
  readonly publicUrl: string;
  readonly logger: Logger;
  /** Closes introspection to the public, unless `introspection` says otherwise. */
  readonly production: boolean;
  /** Whether the rights in the schema are enforced; false only in open mode. */
  readonly rights: boolean;
  /** What the names in `@policy` stand for, beside `trust:` and `consent:`. */
  readonly policies?: Policies;
  /** Whether everybody may ask about the schema; default: outside production. */
  readonly introspection?: boolean;
  /** Whether equal work at the same moment is done once: shared upstreams; default true. */
  readonly coalesce?: boolean;
  /** The portal's sign-in; without it there are no session cookies. */
  readonly session?: SessionOptions;
  /** Pages that the hub adds. */
  readonly routes?: (app: FastifyInstance) => void | Promise<void>;
  /** Prefixes handed through to subgraphs in other processes. */
  readonly proxies?: readonly ProxyRule[];
  /** Throws while the hub is not ready. */
  readonly checkReady?: () => Promise<void>;
  readonly metrics?: Registry;
  /** Where figures may be read; from this machine alone unless said otherwise. */
  readonly metricsDoor?: MetricsDoor;
  readonly limits?: Limits;
  /** Time limits, breakers, load; the defaults unless said otherwise. */
  readonly resilience?: ResilienceSettings;
  readonly telemetry?: TelemetrySettings;
  /** Undefined: nothing is traced. */
  readonly tracing?: Tracing;
  /** Documents that the operator has promised to serve, and whether nothing else is answered. */
  readonly trustedDocuments?: TrustedDocuments;
  /** Operations per second; undefined: the usual rates. Nobody's in open mode. */
  readonly rates?: RateSettings;
  /** Address of the reverse proxy whose `X-Forwarded-*` headers are believed. */
  readonly trustProxy?: string;
  /** Longest wait for requests under way when closing; default 10 s. */
  readonly drainMs?: number;
  /** Pause between the comments that keep a quiet event stream open; default 15 s. */
  readonly heartbeatMs?: number;
  /** So long a client of a stream may take nothing of what is sent to it; default 10 s. */
  readonly patienceMs?: number;
}

export interface Gateway {
  readonly app: FastifyInstance;
  /** Subscriptions that run now. */
  streamCount(): number;
  /** Looks at the source of the supergraph now, instead of in a moment. */
  lookAtSupergraph(): Promise<void>;
  /** Resolves with the address, also for port 0. */
  listen(port: number, host?: string): Promise<string>;
  /** Drains: no new requests, sockets closed with 1012, requests under way finished, transports closed. */
  close(): Promise<void>;
}

/** Builds the one public door of the hub around its engine. */
export async function makeGateway(options: GatewayOptions): Promise<Gateway> {
  const { logger, publicUrl, metrics: registry = new Registry(), trustProxy, rights } = options;
  const onUnknownError = ({ reference, error }: UnknownErrorReport) =>
    logger.error({ err: error, reference }, 'unexpected error');
  const metrics = new GatewayMetrics(registry);
  const { resilience = RESILIENCE, coalesce = true } = options;
  const { requestTimeoutMs } = resilience;
  const resilient = new ResilientTransports(resilience, metrics);
  const given = options.transports;
  const allTransports = new Set<Transport>();
  const fixed = typeof given === 'function' ? undefined : metrics.observe(given);
  const transportsFor =
    typeof given === 'function' ? (sdl: string) => metrics.observe(given(sdl)) : () => fixed as Transports;
  const maskFields = options.identity && pairwiseIds(options.identity.secret);
  const build = (supergraphSdl: string): SupergraphEngine => {
    const reached = transportsFor(supergraphSdl);
    checkSubgraphs(supergraphSdl, reached);
    for (const transport of reached.values()) allTransports.add(transport);
    const wrapped = resilient.wrap(reached);
    const traced = options.tracing ? tracedTransports(wrapped) : wrapped;
    const transports = coalesce ? shareStreams(traced) : traced;
    return makeEngine({
      supergraphSdl,
      transports,
      enforceRights: rights,
      policies: options.policies,
      onUnknownError,
      requestTimeoutMs,
      maskFields,
      coalesce,
    });
  };
  const { trustedDocuments: trusted = new TrustedDocuments() } = options;
  const supergraph = openSupergraph({ ...options, build, metrics: registry, trusted: () => trusted.byId });
  const { engine } = supergraph;
  const { limits = PUBLIC_LIMITS, introspection = !options.production } = options;
  const admission = new Admission({ engine, limits, introspection, trusted });
  checkTrusted(trusted, admission);
  const warm = () => void warmTrusted(trusted, engine).catch((err) => logger.warn({ err }, 'not all plans were made'));
  engine.onSwap(() => {
    admission.forget();
    warm();
  });
  warm();
  const load = new LoadShedder(resilience, metrics.onShed);
  const { tracing } = options;
  const telemetry = new Telemetry({ metrics, logger, tracing, ...(options.telemetry ?? TELEMETRY) });
  const rates = options.identity && new RateLimits(options.rates ?? RATES, options.identity);
  const operations = new Operations({ engine, admission, metrics, load, telemetry, rates });
  const { heartbeatMs, patienceMs } = options;
  const eventStreams = new EventStreams({ operations, onUnknownError, heartbeatMs, patienceMs });

  const drain = new Drain(options.drainMs);
  const isDraining = () => drain.isDraining;
  const app = await makeServer({
    logger,
    checkReady: async () => {
      if (drain.isDraining) throw new OverloadedError();
      await options.checkReady?.();
    },
    unusable: () => resilient.unusable(),
    bodyLimit: limits.bodyBytes,
    metrics: registry,
    metricsDoor: options.metricsDoor,
    trustProxy: trustProxy ?? false,
  });
  drain.watch(app);

  const source = await openCallers(app, options);
  await serveGraphQL(app, { engine, operations, logger, source, eventStreams, isDraining, load });
  const sockets = serveSockets(app.server, {
    operations,
    onUnknownError,
    source,
    logger,
    isDraining,
    load,
    limits,
    trustProxy,
    patienceMs,
  });
  await serveProxies(app, options.proxies ?? [], publicUrl);
  await options.routes?.(app);

  return {
    app,
    streamCount: () => engine.streamCount,
    lookAtSupergraph: async () => supergraph.watch?.look(),
    listen: (port, host = '127.0.0.1') => app.listen({ port, host }),
    close: async () => {
      await drain.run(app, () => {
        sockets.closeAll();
        eventStreams.closeAll();
      });
      supergraph.close();
      load.close();
      await Promise.all([...allTransports].map((transport) => transport.close?.()));
    },
  };
}

/** Who may come: holders of tokens, and of the portal's session where there is one. */
async function openCallers(
  app: FastifyInstance,
  { identity, session, publicUrl, logger }: GatewayOptions,
): Promise<CallerSource> {
  const publicOrigin = originOf(publicUrl);
  if (!identity) return { publicOrigin };
  const callers = new Callers({ publicUrl, identity });
  if (!session) return { callers, publicOrigin };
  const { secret } = identity;
  const endSession = makeEndSession(callers, identity);
  const sessions = await openSessions(app, { ...session, publicUrl, secret, logger, endSession });
  return { callers, sessions, publicOrigin };
}
