import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import { readRates } from '../gateway/rates/settings.ts';
import { LOCAL_RESILIENCE, readResilience } from '../gateway/resilience/settings.ts';
import { type Gateway, makeGateway } from '../gateway/server.ts';
import { readTelemetry } from '../gateway/telemetry/settings.ts';
import { localTransport } from '../gateway/transports/local.ts';
import { readTrustedDocuments } from '../gateway/trusted-documents/settings.ts';
import { clientSecret } from '../platform/clients/index.ts';
import {
  type Databases,
  HubAlreadyRunningError,
  type HubLock,
  openDatabases,
  takeHubLock,
} from '../platform/database/cluster/index.ts';
import { makeLogger, readMetricsDoor } from '../platform/server/index.ts';
import { openTracing } from '../platform/telemetry/index.ts';
import { SUBGRAPH_NAMES } from '../platform/visa/index.ts';
import type { Sandbox } from '../sandbox/start-sandbox.ts';
import { SCOPES } from '../subgraphs/identity/domain/scopes.ts';
import type { HubConfig } from './config.ts';
import { LocalSubgraphs } from './local-subgraphs.ts';
import { servePages } from './pages/serve-pages.ts';
import { openSandbox, sandboxSettings } from './sandbox.ts';
import { loadSecret } from './secret.ts';
import { StartPhases } from './start-phases.ts';

const SUPERGRAPH = join(import.meta.dirname, '..', 'schema', 'supergraph.graphql');
/** What the portal asks for when somebody signs in; `staff` says nothing unless she works for an office. */
const PORTAL_SCOPES = SCOPES.filter((scope) => scope !== 'account:link' && !scope.startsWith('operator:'));
const LOCK_WAIT_MS = 5_000;

/** The hub in one process: database, subgraphs, gateway, and outside production the sandbox. */
export interface Hub {
  readonly config: HubConfig;
  readonly secret: string;
  readonly subgraphs: LocalSubgraphs;
  readonly sandbox: Sandbox | undefined;
  readonly gateway: Gateway;
  readonly logger: Logger;
  readonly phases: StartPhases;
  /** Settles when the hub has lost its databases to nobody knows whom: it must not go on. */
  readonly lost: Promise<Error>;
  /** Lets requests finish, then ends everything in order: sockets, workers, sequencers, pools, the database server. */
  stop(): Promise<void>;
}

/** Databases that somebody else opened for this hub alone, and closes after it: nothing to provision, lock or stop. */
export type GivenDatabases = Databases['bySubgraph'];

/**
 * Brings the hub up, ready to answer.
 *
 * @throws HubAlreadyRunningError when another hub works on the same databases
 */
export async function startHub(config: HubConfig, given?: GivenDatabases): Promise<Hub> {
  const phases = new StartPhases();
  phases.end('modules');
  mkdirSync(config.dataFolder, { recursive: true });
  const logger = makeLogger({ level: config.logLevel, destination: config.logFile === 'stdout' ? 1 : config.logFile });
  const secret = loadSecret(config);
  const { databases, lock } = given ? borrowed(given) : await openAndLock(config, secret, logger);
  phases.end('database');
  try {
    return await startParts({ config, secret, databases, lock, logger, phases });
  } catch (error) {
    await databases.stop();
    await lock.release();
    throw error;
  }
}

type BehindLock = { databases: Pick<Databases, 'bySubgraph' | 'stop'>; lock: HubLock };

/**
 * Opens the databases and takes the lock. A hub that is just leaving stops the server it has joined with us: then all
 * begins anew, until it is gone.
 */
async function openAndLock(config: HubConfig, secret: string, logger: Logger): Promise<BehindLock> {
  const deadline = Date.now() + 2 * LOCK_WAIT_MS;
  for (;;) {
    try {
      const databases = await openDatabases({ ...config, subgraphs: SUBGRAPH_NAMES, secret, logger });
      return { databases, lock: await takeHubLock(databases.adminUrl, { waitMs: LOCK_WAIT_MS }) };
    } catch (error) {
      const isOver = error instanceof HubAlreadyRunningError || Date.now() > deadline;
      // Only the embedded server is stopped by a leaving hub; an operator's that is down is hers to start.
      if (isOver || config.databaseUrl || !isShuttingDown(error)) throw error;
      logger.info('the database server is being stopped by another hub, waiting');
      await setTimeout(200);
    }
  }
}

/** admin_shutdown, crash_shutdown, cannot_connect_now, and a connection cut in between. */
const SHUTDOWN = new Set(['57P01', '57P02', '57P03', 'ECONNREFUSED', 'ECONNRESET']);

const isShuttingDown = (error: unknown): boolean =>
  error instanceof Error &&
  (SHUTDOWN.has(String((error as NodeJS.ErrnoException).code)) ||
    error.message.startsWith('Connection terminated') ||
    isShuttingDown(error.cause));

const borrowed = (bySubgraph: GivenDatabases): BehindLock => ({
  databases: { bySubgraph, stop: async () => {} },
  lock: { lost: new Promise(() => {}), release: async () => {} },
});

interface Foundations extends BehindLock {
  config: HubConfig;
  secret: string;
  logger: Logger;
  phases: StartPhases;
}

async function startParts({ config, secret, databases, lock, logger, phases }: Foundations): Promise<Hub> {
  const settings = config.sandbox ? await sandboxSettings(config, secret) : undefined;
  const sandbox = settings && (await openSandbox(config, settings));
  phases.end('sandbox');
  const env = { ...config.env, ...settings?.env, ...(sandbox && { SMTP_URL: sandbox.mailUrl }) };
  const subgraphs = await LocalSubgraphs.start({ config, env, databases: databases.bySubgraph, secret, logger });
  phases.end('subgraphs');
  const stopParts = async () => {
    await subgraphs.stop();
    await sandbox?.close();
  };
  try {
    const gateway = await startGateway(config, secret, subgraphs, logger);
    phases.end('gateway');
    const stop = async () => {
      await gateway.close();
      await stopParts();
      // The server last, and only while the lock says that nobody else uses it.
      await databases.stop();
      await lock.release();
    };
    return { config, secret, subgraphs, sandbox, gateway, logger, phases, lost: lock.lost, stop };
  } catch (error) {
    await stopParts();
    throw error;
  }
}

async function startGateway(config: HubConfig, secret: string, subgraphs: LocalSubgraphs, logger: Logger) {
  const { publicUrl, production, trustProxy } = config;
  const tracing = await openTracing(config.env, 'stadttor');
  const gateway = await makeGateway({
    supergraphSdl: readFileSync(SUPERGRAPH, 'utf8'),
    transports: new Map([...subgraphs.all].map(([name, { executor }]) => [name, localTransport(executor, 'gateway')])),
    identity: { secret, ask: (question, body) => subgraphs.ask('identity', question, body, 'gateway') },
    publicUrl,
    logger,
    production,
    rights: true,
    introspection: !production,
    trustProxy,
    session: { clientSecret: clientSecret(secret, 'portal'), scopes: PORTAL_SCOPES },
    checkReady: () => subgraphs.checkReady(),
    resilience: readResilience(config.env, SUBGRAPH_NAMES, LOCAL_RESILIENCE),
    rates: readRates(config.env),
    trustedDocuments: readTrustedDocuments(config.env),
    telemetry: readTelemetry(config.env),
    metricsDoor: readMetricsDoor(config.env),
    tracing,
    routes: async (app) => {
      for (const subgraph of subgraphs.all.values())
        if (subgraph.routes) await app.register(async (scope) => subgraph.routes?.(scope));
      await servePages(app, config);
    },
  });
  await gateway.listen(config.port, config.host);
  const close = async () => {
    await gateway.close();
    await tracing?.close();
  };
  return { ...gateway, close };
}
