import { UnavailableError } from '../platform/errors/index.ts';
import { makeLogger } from '../platform/server/index.ts';
import { openTracing } from '../platform/telemetry/index.ts';
import { makeVisaSigner, SUBGRAPH_NAMES, type SubgraphName } from '../platform/visa/index.ts';
import type { GatewayConfig } from './config.ts';
import type { ProxyRule } from './http/proxy.ts';
import { remoteIdentity } from './principal/remote-identity.ts';
import { type Gateway, type GatewayOptions, makeGateway } from './server.ts';
import { readFirst } from './supergraph/read-first.ts';
import { supergraphSource } from './supergraph/source.ts';
import { httpTransport } from './transports/http.ts';

/** What subgraphs serve to browsers, each under prefixes of its own. */
const PREFIXES: readonly (readonly [prefix: string, subgraph: SubgraphName])[] = [
  ['/.well-known/openid-configuration', 'identity'],
  ['/oidc', 'identity'],
  ['/sign-in', 'identity'],
  ['/link', 'identity'],
  ['/pay', 'payment'],
  ['/files', 'townhall'],
  ['/calendar', 'waste'],
];

/** Starts the gateway alone: every subgraph in a process of its own, reached over HTTP and WebSocket. */
export async function startGateway(config: GatewayConfig, routes?: GatewayOptions['routes']): Promise<Gateway> {
  const { subgraphUrls, visaKey, publicUrl, production, secret, portalSecret, portalScopes, trustProxy } = config;
  const visa = makeVisaSigner('gateway', visaKey);
  const logger = makeLogger({
    level: config.logLevel,
    name: 'gateway',
    destination: config.logFile === 'stdout' ? 1 : config.logFile,
  });
  const tracing = await openTracing(process.env, 'stadttor-gateway');
  const identity = remoteIdentity({ url: subgraphUrls.identity, visa });
  const source = supergraphSource(config.supergraph, config.supergraphPollMs);
  const gateway = await makeGateway({
    supergraphSdl: await readFirst(source, { keptAt: config.supergraphKept, logger }),
    source,
    keptAt: config.supergraphKept,
    transports: new Map(
      SUBGRAPH_NAMES.map((name) => [name, httpTransport({ name, url: `${subgraphUrls[name]}/graphql`, visa })]),
    ),
    identity: { ...identity, secret },
    publicUrl,
    logger,
    production,
    rights: true,
    session: { clientSecret: portalSecret, scopes: portalScopes },
    proxies: toRules(subgraphUrls),
    checkReady: () => checkIdentity(subgraphUrls.identity),
    trustProxy,
    resilience: config.resilience,
    rates: config.rates,
    trustedDocuments: config.trustedDocuments,
    telemetry: config.telemetry,
    metricsDoor: config.metricsDoor,
    tracing,
    routes,
  });
  await gateway.listen(config.port, config.host);
  const close = async () => {
    await gateway.close();
    await identity.close();
    await tracing?.close();
  };
  return { ...gateway, close };
}

const toRules = (urls: GatewayConfig['subgraphUrls']): ProxyRule[] =>
  PREFIXES.map(([prefix, subgraph]) => ({ prefix, url: urls[subgraph] }));

/** Without identity nobody can sign in; without any other subgraph the rest of the graph still answers. */
async function checkIdentity(url: string): Promise<void> {
  const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) });
  await response.body?.cancel();
  if (!response.ok) throw new UnavailableError();
}
