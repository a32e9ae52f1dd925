import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabases, takeHubLock } from '../../platform/database/cluster/index.ts';
import { makeLogger } from '../../platform/server/index.ts';
import { SUBGRAPH_NAMES, type SubgraphName } from '../../platform/visa/index.ts';
import { clientSecret } from '../../subgraphs/identity/domain/client-secret.ts';
import type { HubConfig } from '../config.ts';
import { sandboxSettings } from '../sandbox.ts';
import { loadSecret } from '../secret.ts';
import { seedDemo } from '../seed/seed-demo.ts';
import { makeKeyRing } from './keys.ts';
import { freePorts, HubProcess } from './processes.ts';
import { openRemoteTarget } from './remote-target.ts';

export interface SplitHub {
  readonly processes: ReadonlyMap<string, HubProcess>;
  /** Address of each subgraph: loopback, and closed to whoever brings no visa. */
  readonly urls: Readonly<Record<SubgraphName, string>>;
  stop(): Promise<void>;
}

/**
 * The hub as separate processes on this machine: gateway, six subgraphs, sandbox. The same code as in one process; only
 * the transports differ, and visas are signed.
 */
export async function startSplit(config: HubConfig): Promise<SplitHub> {
  mkdirSync(config.dataFolder, { recursive: true });
  const logger = makeLogger({ level: config.logLevel, destination: config.logFile === 'stdout' ? 1 : config.logFile });
  const secret = loadSecret(config);
  const databases = await openDatabases({ ...config, subgraphs: SUBGRAPH_NAMES, secret, logger });
  const lock = await takeHubLock(databases.adminUrl);
  const ports = await freePorts(SUBGRAPH_NAMES.length);
  const urls = Object.fromEntries(
    SUBGRAPH_NAMES.map((name, index) => [name, `http://127.0.0.1:${ports[index]}`]),
  ) as Record<SubgraphName, string>;
  const keys = makeKeyRing(['gateway', 'hub', ...SUBGRAPH_NAMES]);
  const sandbox = config.sandbox ? await sandboxSettings(config, secret) : undefined;
  const common = {
    STADTTOR_DATA: config.dataFolder,
    STADTTOR_SECRET: secret,
    PUBLIC_URL: config.publicUrl,
    DATABASE_URL: config.databaseUrl ?? databases.adminUrl,
    VISA_KEYS: JSON.stringify(keys.publicKeys),
    LOG_LEVEL: config.logLevel,
    ...Object.fromEntries(SUBGRAPH_NAMES.map((name) => [`SUBGRAPH_${name.toUpperCase()}_URL`, urls[name]])),
    ...sandbox?.env,
  };
  const privateKey = (issuer: string) => JSON.stringify(keys.privateKeys[issuer]);
  const processes = new Map<string, HubProcess>();
  if (sandbox) {
    const clientsFile = join(config.dataFolder, 'sandbox-clients.json');
    writeFileSync(clientsFile, JSON.stringify(sandbox.clients), { mode: 0o600 });
    processes.set(
      'sandbox',
      new HubProcess({
        name: 'sandbox',
        file: 'hub/split/sandbox-process.ts',
        env: {
          STADTTOR_DATA: config.dataFolder,
          PORT: String(config.port),
          SANDBOX_PORT: String(sandbox.port),
          STADTTOR_SECRET: secret,
          PUBLIC_URL: config.publicUrl,
        },
        readyUrl: `http://127.0.0.1:${sandbox.port}/idp/.well-known/openid-configuration`,
      }),
    );
  }
  for (const [index, name] of SUBGRAPH_NAMES.entries())
    processes.set(
      name,
      new HubProcess({
        name,
        file: 'hub/split/subgraph-process.ts',
        env: {
          ...common,
          SUBGRAPH: name,
          PORT: String(ports[index]),
          HOST: '127.0.0.1',
          VISA_PRIVATE_KEY: privateKey(name),
          LOG_FILE: join(config.dataFolder, `${name}.log`),
        },
        readyUrl: `${urls[name]}/readyz`,
      }),
    );
  processes.set(
    'gateway',
    new HubProcess({
      name: 'gateway',
      file: 'hub/split/gateway-process.ts',
      env: {
        ...common,
        PORT: String(config.port),
        HOST: config.host,
        VISA_PRIVATE_KEY: privateKey('gateway'),
        PORTAL_CLIENT_SECRET: clientSecret(secret, 'portal'),
        LOG_FILE: join(config.dataFolder, 'gateway.log'),
      },
      readyUrl: `http://localhost:${config.port}/readyz`,
    }),
  );
  const stop = async () => {
    await processes.get('gateway')?.stop();
    await Promise.all([...processes.values()].map((each) => each.stop()));
    await databases.stop();
    await lock.release();
  };
  try {
    await Promise.all([...processes.values()].map((each) => each.ready()));
    if (sandbox) {
      const target = await openRemoteTarget({
        config,
        urls,
        keys,
        databases: databases.bySubgraph,
        logger,
        sandboxPort: sandbox.port,
      });
      await seedDemo(target.seed).finally(() => target.close());
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { processes, urls, stop };
}
