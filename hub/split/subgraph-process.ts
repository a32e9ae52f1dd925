import '../quiet-runtime.ts';
import { ConfigError, readEnv } from '../../platform/config/index.ts';
import { openDatabases } from '../../platform/database/cluster/index.ts';
import { RemoteFeed } from '../../platform/log/index.ts';
import { makeLogger, makeServer, readMetricsDoor } from '../../platform/server/index.ts';
import { serveSubgraph } from '../../platform/subgraph/http.ts';
import { RunningSubgraph } from '../../platform/subgraph/index.ts';
import { openTracing } from '../../platform/telemetry/index.ts';
import {
  makeVisaSigner,
  makeVisaVerifier,
  SUBGRAPH_NAMES,
  type SubgraphName,
  systemPrincipal,
} from '../../platform/visa/index.ts';
import { readHubConfig } from '../config.ts';
import { loadSubgraph } from '../load-subgraph.ts';
import { loadSecret } from '../secret.ts';
import { askRemote } from './ask-remote.ts';

/** One subgraph alone: `SUBGRAPH=townhall node bin/run.mjs hub/split/subgraph-process.ts`. */
const env = readEnv(process.env);
const name = env.text('SUBGRAPH') as SubgraphName;
if (!SUBGRAPH_NAMES.includes(name)) throw new ConfigError('SUBGRAPH', `must be one of ${SUBGRAPH_NAMES.join(', ')}`);
const definition = await loadSubgraph(name);

const config = readHubConfig({ ...process.env, SANDBOX: 'off' });
const logger = makeLogger({
  level: config.logLevel,
  name,
  destination: config.logFile === 'stdout' ? 1 : config.logFile,
});
const secret = loadSecret(config);
const sign = makeVisaSigner(name, json('VISA_PRIVATE_KEY') as JsonWebKey);
const check = makeVisaVerifier(name, json('VISA_KEYS') as Record<string, JsonWebKey>);
const visaFor = (audience: string) => sign(audience, systemPrincipal(name));

const databases = await openDatabases({ ...config, subgraphs: [name], secret, logger });
const urls = databases.bySubgraph[name];
if (!urls) throw new ConfigError('DATABASE_URL', `has no database for ${name}`);
const { publicUrl } = config;
const subgraph = await RunningSubgraph.prepare(definition, { ...urls, publicUrl, secret, env: process.env, logger });
await subgraph.start({
  feedOf: (source) => new RemoteFeed(source, urlOf(source), () => visaFor(source)),
  ask: (other, question, body) => askRemote(urlOf(other), question, body, visaFor(other)),
});
const app = await makeServer({
  logger,
  checkReady: () => subgraph.checkReady(),
  metricsDoor: readMetricsDoor(process.env),
});
const tracing = await openTracing(process.env, `stadttor-${name}`);
await serveSubgraph(app, subgraph, check, tracing);
await app.listen({ port: config.port, host: config.host });
logger.info({ port: config.port }, 'subgraph is ready');

let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop());

async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await app.close();
  await subgraph.stop();
  await tracing?.close();
  process.exit(0);
}

function urlOf(other: SubgraphName): string {
  return env.url(`SUBGRAPH_${other.toUpperCase()}_URL`);
}

function json(variable: string): unknown {
  try {
    return JSON.parse(env.text(variable));
  } catch {
    throw new ConfigError(variable, 'must be JSON: a JWK, or JWKs by issuer');
  }
}
