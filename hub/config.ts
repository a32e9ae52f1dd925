import { resolve } from 'node:path';
import { checkNoUnsafeSettings } from '../gateway/unsafe-settings.ts';
import { ConfigError, type Environment, readEnv } from '../platform/config/index.ts';
import { SUBGRAPH_NAMES } from '../platform/visa/index.ts';

/** Settings of the hub (Einstellungen), read once at start. */
export interface HubConfig {
  readonly port: number;
  readonly host: string;
  /** The address browsers use, without a slash at the end; issuer of every token. */
  readonly publicUrl: string;
  readonly dataFolder: string;
  /** Undefined: the embedded PostgreSQL in the data folder. */
  readonly databaseUrl: string | undefined;
  readonly perSubgraphUrl: Readonly<Record<string, string>>;
  /** From it every key is derived; undefined: made at first start and kept in the data folder. */
  readonly secret: string | undefined;
  readonly production: boolean;
  readonly sandbox: boolean;
  readonly sandboxPort: number;
  readonly logLevel: string;
  /** Where the JSON log goes: `stdout` or a path. */
  readonly logFile: string;
  /** Address of the reverse proxy whose `X-Forwarded-*` headers are believed. */
  readonly trustProxy: string | undefined;
  /** Number of extra citizens the demo town gets, with a case each. */
  readonly extraCitizens: number;
  readonly env: Environment;
}

/** Distance of the sandbox's port from the hub's, unless SANDBOX_PORT says otherwise. */
const SANDBOX_OFFSET = 10;
const LARGE_TOWN = 3_600;
/** Characters a secret must have at least. */
export const MIN_SECRET = 32;

/**
 * Reads and checks the environment.
 *
 * @throws ConfigError naming the variable that is missing or unsafe
 */
export function readHubConfig(env: Environment, args: readonly string[] = []): HubConfig {
  checkNoUnsafeSettings(env);
  const read = readEnv(env);
  const production = env.NODE_ENV === 'production';
  const port = read.integer('PORT', { default: 4000, min: 0, max: 65_535 });
  const dataFolder = resolve(read.text('STADTTOR_DATA', '.data'));
  const config: HubConfig = {
    port,
    host: read.text('HOST', production ? '0.0.0.0' : 'localhost'),
    publicUrl: read.url('PUBLIC_URL', production ? undefined : `http://localhost:${port}`),
    dataFolder,
    databaseUrl: read.optional('DATABASE_URL'),
    perSubgraphUrl: perSubgraphUrls(env),
    secret: read.optional('STADTTOR_SECRET'),
    production,
    sandbox: read.flag('SANDBOX', !production),
    sandboxPort: read.integer('SANDBOX_PORT', { default: port === 0 ? 0 : port + SANDBOX_OFFSET, max: 65_535 }),
    logLevel: read.text('LOG_LEVEL', 'info'),
    logFile: read.text('LOG_FILE', production ? 'stdout' : resolve(dataFolder, 'stadttor.log')),
    trustProxy: read.optional('TRUST_PROXY'),
    extraCitizens: args.includes('--large') ? LARGE_TOWN : 0,
    env,
  };
  checkSafe(config);
  return config;
}

function perSubgraphUrls(env: Environment): Record<string, string> {
  const entries = SUBGRAPH_NAMES.map((name) => [name, env[`DATABASE_URL_${name.toUpperCase()}`]] as const);
  return Object.fromEntries(entries.filter((entry): entry is [(typeof SUBGRAPH_NAMES)[number], string] => !!entry[1]));
}

function checkSafe({ production, sandbox, secret, publicUrl, databaseUrl, perSubgraphUrl }: HubConfig): void {
  if (secret !== undefined && secret.length < MIN_SECRET)
    throw new ConfigError('STADTTOR_SECRET', `must have at least ${MIN_SECRET} characters`);
  if (!production) return;
  if (sandbox) throw new ConfigError('SANDBOX', 'must be off in production: its stand-ins let everybody in');
  if (!secret) throw new ConfigError('STADTTOR_SECRET', 'must be set in production');
  if (!publicUrl.startsWith('https://')) throw new ConfigError('PUBLIC_URL', 'must begin with https:// in production');
  if (!databaseUrl && Object.keys(perSubgraphUrl).length < SUBGRAPH_NAMES.length)
    throw new ConfigError('DATABASE_URL', 'must be set in production: the embedded PostgreSQL is for trying out');
}
