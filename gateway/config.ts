import { clientSecret } from '../platform/clients/index.ts';
import { ConfigError, type Environment, readEnv } from '../platform/config/index.ts';
import { type MetricsDoor, readMetricsDoor } from '../platform/server/index.ts';
import { SUBGRAPH_NAMES, type SubgraphName } from '../platform/visa/index.ts';
import { type RateSettings, readRates } from './rates/settings.ts';
import { type ResilienceSettings, readResilience } from './resilience/settings.ts';
import { readTelemetry, type TelemetrySettings } from './telemetry/settings.ts';
import { readTrustedDocuments } from './trusted-documents/settings.ts';
import type { TrustedDocuments } from './trusted-documents/trusted-documents.ts';

import { checkNoUnsafeSettings } from './unsafe-settings.ts';

/** Settings of a gateway on its own (split form), read once at start. */
export interface GatewayConfig {
  readonly port: number;
  readonly host: string;
  /** The address browsers use, without a slash at the end; issuer of every token. */
  readonly publicUrl: string;
  /** Path or address of the supergraph; watched. */
  readonly supergraph: string;
  /** Pause between two looks at it; by the kind of place unless said. */
  readonly supergraphPollMs: number | undefined;
  /** Where the last good supergraph is kept for the next start. */
  readonly supergraphKept: string | undefined;
  /** Addresses of the subgraphs, without a path. */
  readonly subgraphUrls: Readonly<Record<SubgraphName, string>>;
  /** Signs visas; the subgraphs know its public half. */
  readonly visaKey: JsonWebKey;
  /** From it the keys of cookies are derived. */
  readonly secret: string;
  /** The portal's secret at the hub's own OpenID provider. */
  readonly portalSecret: string;
  readonly portalScopes: readonly string[];
  readonly production: boolean;
  /** Address of the reverse proxy whose `X-Forwarded-*` headers are believed. */
  readonly trustProxy: string | undefined;
  readonly logLevel: string;
  /** Where the JSON log goes: `stdout` or a path. */
  readonly logFile: string;
  readonly resilience: ResilienceSettings;
  readonly rates: RateSettings;
  readonly trustedDocuments: TrustedDocuments;
  readonly telemetry: TelemetrySettings;
  readonly metricsDoor: MetricsDoor;
}

const MIN_SECRET = 32;
const PORTAL_SCOPES = 'openid offline_access profile mailbox cases payments accounts consents home favourites staff';

/**
 * Reads and checks the environment.
 *
 * @throws ConfigError naming the variable that is missing or unsafe
 */
export function readGatewayConfig(env: Environment): GatewayConfig {
  checkNoUnsafeSettings(env);
  const read = readEnv(env);
  const production = env.NODE_ENV === 'production';
  const port = read.integer('PORT', { default: 4000, max: 65_535 });
  const secret = read.text('STADTTOR_SECRET');
  const config: GatewayConfig = {
    port,
    host: read.text('HOST', production ? '0.0.0.0' : 'localhost'),
    publicUrl: read.url('PUBLIC_URL', production ? undefined : `http://localhost:${port}`),
    supergraph: read.text('SUPERGRAPH', 'schema/supergraph.graphql'),
    supergraphPollMs: read.integer('SUPERGRAPH_POLL_MS', { default: 0, min: 0 }) || undefined,
    supergraphKept: read.optional('SUPERGRAPH_KEPT'),
    subgraphUrls: Object.fromEntries(
      SUBGRAPH_NAMES.map((name) => [name, read.url(`SUBGRAPH_${name.toUpperCase()}_URL`)]),
    ) as Record<SubgraphName, string>,
    visaKey: toPrivateKey(read.text('VISA_PRIVATE_KEY')),
    secret,
    portalSecret: read.text('PORTAL_CLIENT_SECRET', clientSecret(secret, 'portal')),
    portalScopes: read.text('PORTAL_SCOPES', PORTAL_SCOPES).split(' ').filter(Boolean),
    production,
    trustProxy: read.optional('TRUST_PROXY'),
    logLevel: read.text('LOG_LEVEL', 'info'),
    logFile: read.text('LOG_FILE', 'stdout'),
    resilience: readResilience(env, SUBGRAPH_NAMES),
    rates: readRates(env),
    trustedDocuments: readTrustedDocuments(env),
    telemetry: readTelemetry(env),
    metricsDoor: readMetricsDoor(env),
  };
  checkSafe(config);
  return config;
}

function toPrivateKey(text: string): JsonWebKey {
  const key = parse(text);
  if (key?.kty !== 'EC' || key.crv !== 'P-256' || !key.d)
    throw new ConfigError('VISA_PRIVATE_KEY', 'must be a private P-256 key as a JWK');
  return key;
}

function parse(text: string): JsonWebKey | null {
  try {
    return JSON.parse(text) as JsonWebKey | null;
  } catch {
    // The parser's message would repeat a part of the key.
    return null;
  }
}

function checkSafe({ secret, production, publicUrl, supergraph }: GatewayConfig): void {
  if (secret.length < MIN_SECRET)
    throw new ConfigError('STADTTOR_SECRET', `must have at least ${MIN_SECRET} characters`);
  if (production && !publicUrl.startsWith('https://'))
    throw new ConfigError('PUBLIC_URL', 'must begin with https:// in production');
  // Who can change it on the way decides about everybody's rights.
  if (production && supergraph.startsWith('http://'))
    throw new ConfigError('SUPERGRAPH', 'must be a file or begin with https:// in production');
}
