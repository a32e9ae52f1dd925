import { type ConstDirectiveNode, Kind, parse } from 'graphql';
import type { Logger } from 'pino';
import { ConfigError } from '../platform/config/index.ts';
import { GENEROUS_LIMITS } from './guards/limits.ts';
import { type Gateway, makeGateway } from './server.ts';
import { httpTransport } from './transports/http.ts';

export interface OpenGatewayOptions {
  readonly supergraphSdl: string;
  readonly publicUrl: string;
  readonly logger: Logger;
}

/**
 * Open mode (offener Betrieb): any Federation supergraph, its subgraphs at the addresses written inside. Nobody signs in, no
 * right is enforced, subgraphs get no visa. For trying out and for comparing gateways, never for people's data.
 */
export function makeOpenGateway({ supergraphSdl, publicUrl, logger }: OpenGatewayOptions): Promise<Gateway> {
  const transports = readSubgraphUrls(supergraphSdl).map(
    ({ name, url }) => [name, httpTransport({ name, url, timeoutMs: 30_000 })] as const,
  );
  return makeGateway({
    supergraphSdl,
    transports: new Map(transports),
    publicUrl,
    logger,
    production: false,
    rights: false,
    introspection: true,
    limits: GENEROUS_LIMITS,
  });
}

/**
 * Names and addresses of the subgraphs: `enum join__Graph { A @join__graph(name: "a", url: "...") }`.
 *
 * @throws ConfigError when the file is no supergraph, or a subgraph has no address
 */
export function readSubgraphUrls(supergraphSdl: string): { name: string; url: string }[] {
  const graphs = parse(supergraphSdl, { noLocation: true }).definitions.flatMap((definition) =>
    definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph'
      ? (definition.values ?? [])
      : [],
  );
  if (graphs.length === 0) throw new ConfigError('--supergraph', 'must be a Federation supergraph');
  return graphs.map(({ name, directives }) => {
    const written = readArguments(directives?.find((directive) => directive.name.value === 'join__graph'));
    const url = written.get('url') ?? '';
    if (!URL.canParse(url)) throw new ConfigError('--supergraph', `has no address for subgraph ${name.value}`);
    return { name: written.get('name') ?? name.value, url };
  });
}

const readArguments = (directive: ConstDirectiveNode | undefined): Map<string, string> =>
  new Map(
    (directive?.arguments ?? []).map(({ name, value }) => [name.value, value.kind === Kind.STRING ? value.value : '']),
  );
