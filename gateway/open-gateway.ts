import type { Logger } from 'pino';
import { ConfigError } from '../platform/config/index.ts';
import { GENEROUS_LIMITS } from './guards/limits.ts';
import { OPEN_RESILIENCE } from './resilience/settings.ts';
import { type Gateway, makeGateway } from './server.ts';
import type { SupergraphSource } from './supergraph/source.ts';
import { type NamedSubgraph, readSubgraphs } from './supergraph/subgraph-names.ts';
import { httpTransport } from './transports/http.ts';
import type { Transport, Transports } from './transports/transport.ts';

export interface OpenGatewayOptions {
  readonly supergraphSdl: string;
  /** Watched for the next supergraph. */
  readonly source?: SupergraphSource;
  /** Whether equal work at the same moment is done once; off, so that comparisons compare work. */
  readonly coalesce?: boolean;
  readonly publicUrl: string;
  readonly logger: Logger;
}

/**
 * Open mode (offener Betrieb): any Federation supergraph, its subgraphs at the addresses written inside. Nobody signs in, no
 * right is enforced, subgraphs get no visa. For trying out and for comparing gateways, never for people's data.
 */
export function makeOpenGateway({ coalesce = false, ...options }: OpenGatewayOptions): Promise<Gateway> {
  readSubgraphUrls(options.supergraphSdl);
  return makeGateway({
    ...options,
    coalesce,
    transports: transportsByAddress(),
    production: false,
    rights: false,
    introspection: true,
    limits: GENEROUS_LIMITS,
    resilience: OPEN_RESILIENCE,
  });
}

/** Reaches subgraphs where their supergraph says; one way for each name and address, whatever supergraph comes next. */
function transportsByAddress(): (supergraphSdl: string) => Transports {
  const known = new Map<string, Transport>();
  const transportTo = ({ name, url }: NamedSubgraph): Transport => {
    const key = `${name} ${url}`;
    const transport = known.get(key) ?? httpTransport({ name, url, timeoutMs: 30_000 });
    known.set(key, transport);
    return transport;
  };
  return (supergraphSdl) =>
    new Map(readSubgraphUrls(supergraphSdl).map((subgraph) => [subgraph.name, transportTo(subgraph)]));
}

/**
 * Names and addresses of the subgraphs of a supergraph.
 *
 * @throws ConfigError when the file is no supergraph, or a subgraph has no address
 */
export function readSubgraphUrls(supergraphSdl: string): NamedSubgraph[] {
  const graphs = readSubgraphs(supergraphSdl);
  if (graphs.length === 0) throw new ConfigError('--supergraph', 'must be a Federation supergraph');
  const nowhere = graphs.find(({ url }) => !URL.canParse(url));
  if (nowhere) throw new ConfigError('--supergraph', `has no address for subgraph ${nowhere.name}`);
  return graphs;
}
