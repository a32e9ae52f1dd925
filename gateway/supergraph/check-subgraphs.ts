import type { Transports } from '../transports/transport.ts';
import { SupergraphRefusedError } from './errors.ts';
import { readSubgraphs } from './subgraph-names.ts';

/** @throws SupergraphRefusedError when it names a subgraph that this gateway cannot reach */
export function checkSubgraphs(supergraphSdl: string, transports: Transports): void {
  const unknown = readSubgraphs(supergraphSdl).filter(({ name }) => !transports.has(name));
  if (unknown.length > 0)
    throw new SupergraphRefusedError(
      'no way to every subgraph',
      unknown.map(({ name }) => `no address is set for subgraph ${name}`),
    );
}
