import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { type Databases, openDatabases, takeHubLock } from '../../platform/database/cluster/index.ts';
import { makeLogger } from '../../platform/server/index.ts';
import { SUBGRAPH_NAMES, type SubgraphName } from '../../platform/visa/index.ts';
import type { HubConfig } from '../config.ts';
import { type SandboxSettings, sandboxSettings } from '../sandbox.ts';
import { loadSecret } from '../secret.ts';
import { seedDemo } from '../seed/seed-demo.ts';
import { makeKeyRing } from './keys.ts';
import { freePorts, HubProcess } from './processes.ts';
import { openRemoteTarget } from './remote-target.ts';
import { processSpecs, type SpecParts } from './specs.ts';

export interface SplitHub {
  readonly processes: readonly HubProcess[];
  readonly databases: Databases;
  stop(): Promise<void>;
}

/**
 * The hub as separate processes on this machine: gateway, six subgraphs, sandbox. The same code as in one process; only
 * the transports differ, and visas are signed. `split.json` in the data folder says where each part runs.
 *
 * @throws HubAlreadyRunningError when another hub works on the same databases
 */
export async function startSplit(config: HubConfig): Promise<SplitHub> {
  mkdirSync(config.dataFolder, { recursive: true });
  const logger = makeLogger({ level: config.logLevel, destination: config.logFile === 'stdout' ? 1 : config.logFile });
  const secret = loadSecret(config);
  const databases = await openDatabases({ ...config, subgraphs: SUBGRAPH_NAMES, secret, logger });
  const lock = await takeHubLock(databases.adminUrl);
  const [mailPort] = await freePorts(1);
  const withMail = { ...config, env: { SANDBOX_MAIL_PORT: String(mailPort), ...config.env } };
  const sandbox = config.sandbox ? await sandboxSettings(withMail, secret) : undefined;
  const keys = makeKeyRing(['gateway', 'hub', ...SUBGRAPH_NAMES]);
  const parts: SpecParts = { config, secret, keys, urls: await subgraphUrls(), adminUrl: databases.adminUrl, sandbox };
  const processes = processSpecs(parts).map((spec) => new HubProcess(spec));
  const stop = async () => {
    // The door first, so that nothing new comes in; then everybody behind it.
    await processes.at(-1)?.stop();
    await Promise.all(processes.map((each) => each.stop()));
    await databases.stop();
    await lock.release();
  };
  try {
    await Promise.all(processes.map((each) => each.ready()));
    if (sandbox) await seed(parts, sandbox, databases, logger);
    writePlaces(parts, processes);
    return { processes, databases, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function subgraphUrls(): Promise<Record<SubgraphName, string>> {
  const ports = await freePorts(SUBGRAPH_NAMES.length);
  const urls = SUBGRAPH_NAMES.map((name, index) => [name, `http://127.0.0.1:${ports[index]}`] as const);
  return Object.fromEntries(urls) as Record<SubgraphName, string>;
}

async function seed(parts: SpecParts, sandbox: SandboxSettings, databases: Databases, logger: Logger): Promise<void> {
  const sandboxPort = sandbox.port;
  const target = await openRemoteTarget({ ...parts, databases: databases.bySubgraph, logger, sandboxPort });
  await seedDemo(target.seed).finally(() => target.close());
}

function writePlaces({ config, urls }: SpecParts, processes: readonly HubProcess[]): void {
  const pids = Object.fromEntries(processes.map(({ spec, pid }) => [spec.name, pid]));
  writeFileSync(join(config.dataFolder, 'split.json'), JSON.stringify({ urls, pids }, null, 2));
}
