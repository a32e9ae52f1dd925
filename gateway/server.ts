import './http/no-telemetry.ts';

import type { FastifyInstance } from 'fastify';
import { Registry } from 'prom-client';
import { OverloadedError, type UnknownErrorReport } from '../platform/errors/index.ts';
import { type MetricsDoor, makeServer } from '../platform/server/index.ts';
import { Drain } from './drain.ts';
import type { Engine } from './engine.ts';
import { type EngineRoomOptions, openEngineRoom } from './engine-room.ts';
import { Admission } from './guards/admission.ts';
import { type Limits, PUBLIC_LIMITS } from './guards/limits.ts';
import type { CallerSource } from './http/caller-of.ts';
import { EventStreams } from './http/event-streams.ts';
import { serveGraphQL } from './http/graphql-route.ts';
import { originOf } from './http/origin.ts';
import { type ProxyRule, serveProxies } from './http/proxy.ts';
import { openSessions, type SessionOptions } from './http/session/open-sessions.ts';
import { GatewayMetrics } from './metrics.ts';
import { Operations } from './operations.ts';
import { Callers } from './principal/callers.ts';
import { makeEndSession } from './principal/end-session.ts';
import { RateLimits } from './rates/rate-limits.ts';
import { RATES, type RateSettings } from './rates/settings.ts';
import { LoadShedder } from './resilience/load-shedder.ts';
import { RESILIENCE } from './resilience/settings.ts';
import { serveSockets } from './sockets/serve-sockets.ts';
import type { LiveEngine } from './supergraph/live-engine.ts';
import { TELEMETRY, type TelemetrySettings } from './telemetry/settings.ts';
import { Telemetry } from './telemetry/telemetry.ts';
import { checkTrusted, problemsOf, warmTrusted } from './trusted-documents/prepare-trusted.ts';
import { TrustedDocuments } from './trusted-documents/trusted-documents.ts';

export interface GatewayOptions extends Omit<EngineRoomOptions, 'check'> {
  /** The hub's address as browsers see it, without a slash at the end; issuer of access tokens. */
  readonly publicUrl: string;
  /** Closes introspection to the public, unless `introspection` says otherwise. */
  readonly production: boolean;
  /** Whether everybody may ask about the schema; default: outside production. */
  readonly introspection?: boolean;
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
  readonly telemetry?: TelemetrySettings;
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
  const { logger, publicUrl, trustProxy, identity, tracing, heartbeatMs, patienceMs } = options;
  const { limits = PUBLIC_LIMITS, metrics: registry = new Registry() } = options;
  const { trustedDocuments: trusted = new TrustedDocuments() } = options;
  const onUnknownError = ({ reference, error }: UnknownErrorReport) =>
    logger.error({ err: error, reference }, 'unexpected error');
  const metrics = new GatewayMetrics(registry);
  const room = openEngineRoom(
    { ...options, check: (candidate) => problemsOf(trusted, admissionTo(candidate, trusted, options)) },
    { metrics, registry, onUnknownError },
  );
  const { engine } = room;
  const admission = openAdmission(engine, trusted, options);
  const load = new LoadShedder(options.resilience ?? RESILIENCE, metrics.onShed);
  const telemetry = new Telemetry({ metrics, logger, tracing, trusted, ...(options.telemetry ?? TELEMETRY) });
  const rates = identity && new RateLimits(options.rates ?? RATES, identity);
  const operations = new Operations({ engine, admission, metrics, load, telemetry, rates });
  const eventStreams = new EventStreams({ operations, limits, onUnknownError, heartbeatMs, patienceMs });

  const drain = new Drain(options.drainMs);
  const isDraining = () => drain.isDraining;
  const app = await makeServer({
    logger,
    checkReady: async () => {
      if (drain.isDraining) throw new OverloadedError();
      await options.checkReady?.();
    },
    unusable: () => room.unusable(),
    bodyLimit: limits.bodyBytes,
    metrics: registry,
    metricsDoor: options.metricsDoor,
    trustProxy: trustProxy ?? false,
  });
  drain.watch(app);

  const source = await openCallers(app, options);
  const doors = { operations, source, logger, isDraining, load };
  await serveGraphQL(app, { ...doors, engine, eventStreams });
  const sockets = serveSockets(app.server, { ...doors, onUnknownError, limits, trustProxy, patienceMs });
  await serveProxies(app, options.proxies ?? [], publicUrl);
  await options.routes?.(app);

  return {
    app,
    streamCount: () => engine.streamCount,
    lookAtSupergraph: () => room.look(),
    listen: (port, host = '127.0.0.1') => app.listen({ port, host }),
    close: async () => {
      const endStreams = () => {
        eventStreams.closeAll();
        return sockets.drain();
      };
      await drain.run(app, { endStreams, cutOff: () => sockets.closeAll() });
      load.close();
      await room.close();
    },
  };
}

/** The guards, with every trusted document tried on them; what they know of documents ends with each supergraph. */
function openAdmission(engine: LiveEngine, trusted: TrustedDocuments, options: GatewayOptions): Admission {
  const { logger } = options;
  const admission = admissionTo(engine, trusted, options);
  checkTrusted(trusted, admission);
  const warm = () => void warmTrusted(trusted, engine).catch((err) => logger.warn({ err }, 'not all plans were made'));
  engine.onSwap(() => {
    admission.forget();
    warm();
  });
  warm();
  return admission;
}

function admissionTo(engine: Engine, trusted: TrustedDocuments, options: GatewayOptions): Admission {
  const { limits = PUBLIC_LIMITS, introspection = !options.production } = options;
  return new Admission({ engine, limits, introspection, trusted });
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
