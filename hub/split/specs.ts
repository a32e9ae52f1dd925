import { join } from 'node:path';
import { SUBGRAPH_NAMES, type SubgraphName } from '../../platform/visa/index.ts';
import type { HubConfig } from '../config.ts';
import type { SandboxSettings } from '../sandbox.ts';
import type { KeyRing } from './keys.ts';
import type { ProcessSpec } from './processes.ts';

const SUPERGRAPH = join(import.meta.dirname, '..', '..', 'schema', 'supergraph.graphql');

export interface SpecParts {
  readonly config: HubConfig;
  readonly secret: string;
  readonly keys: KeyRing;
  /** Where each subgraph will listen. */
  readonly urls: Readonly<Record<SubgraphName, string>>;
  /** URL of a user who may make roles and databases. */
  readonly adminUrl: string;
  readonly sandbox: SandboxSettings | undefined;
}

/** The processes of the split hub and what each is told. Only a process's own private key is among it. */
export function processSpecs(parts: SpecParts): ProcessSpec[] {
  const subgraphs = SUBGRAPH_NAMES.map((name, i) => subgraphSpec(name, parts, i + 1));
  return [...(parts.sandbox ? [sandboxSpec(parts, parts.sandbox)] : []), ...subgraphs, gatewaySpec(parts)];
}

function subgraphSpec(name: SubgraphName, parts: SpecParts, position: number): ProcessSpec {
  const { config, keys, urls, adminUrl, sandbox } = parts;
  return {
    name,
    file: 'hub/split/subgraph-process.ts',
    env: {
      ...commonEnv(parts),
      ...sandbox?.env,
      SUBGRAPH: name,
      PORT: new URL(urls[name]).port,
      HOST: '127.0.0.1',
      DATABASE_URL: adminUrl,
      VISA_PRIVATE_KEY: JSON.stringify(keys.privateKeys[name]),
      VISA_KEYS: JSON.stringify(keys.publicKeys),
      LOG_FILE: join(config.dataFolder, `${name}.log`),
      METRICS_PORT: metricsPort(config, position),
    },
    readyUrl: `${urls[name]}/readyz`,
  };
}

function gatewaySpec(parts: SpecParts): ProcessSpec {
  const { config, keys } = parts;
  return {
    name: 'gateway',
    file: 'hub/split/gateway-process.ts',
    env: {
      ...commonEnv(parts),
      PORT: String(config.port),
      HOST: config.host,
      SUPERGRAPH: config.env.SUPERGRAPH ?? SUPERGRAPH,
      VISA_PRIVATE_KEY: JSON.stringify(keys.privateKeys.gateway),
      LOG_FILE: join(config.dataFolder, 'gateway.log'),
    },
    readyUrl: `http://localhost:${config.port}/readyz`,
  };
}

/** The gateway's as set, the subgraphs' behind it: on one machine each process needs its own. */
const metricsPort = ({ env }: HubConfig, position: number): string =>
  env.METRICS_PORT ? String(Number(env.METRICS_PORT) + position) : '';

const sandboxSpec = (parts: SpecParts, { port, mailPort }: SandboxSettings): ProcessSpec => ({
  name: 'sandbox',
  file: 'hub/split/sandbox-process.ts',
  env: {
    ...commonEnv(parts),
    PORT: String(parts.config.port),
    SANDBOX_PORT: String(port),
    SANDBOX_MAIL_PORT: String(mailPort),
  },
  readyUrl: `http://127.0.0.1:${port}/idp/.well-known/openid-configuration`,
});

const commonEnv = ({ config, secret, urls }: SpecParts) => ({
  STADTTOR_DATA: config.dataFolder,
  STADTTOR_SECRET: secret,
  PUBLIC_URL: config.publicUrl,
  SANDBOX: config.sandbox ? 'on' : 'off',
  LOG_LEVEL: config.logLevel,
  ...Object.fromEntries(SUBGRAPH_NAMES.map((name) => [`SUBGRAPH_${name.toUpperCase()}_URL`, urls[name]])),
});
