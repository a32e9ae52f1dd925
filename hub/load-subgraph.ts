import type { SubgraphDefinition } from '../platform/subgraph/index.ts';
import type { SubgraphName } from '../platform/visa/index.ts';

const LOADERS: Readonly<Record<SubgraphName, () => Promise<unknown>>> = {
  identity: async () => (await import('../subgraphs/identity/main.ts')).identity,
  account: async () => (await import('../subgraphs/account/main.ts')).account,
  townhall: async () => (await import('../subgraphs/townhall/main.ts')).townhall,
  payment: async () => (await import('../subgraphs/payment/main.ts')).payment,
  transit: async () => (await import('../subgraphs/transit/main.ts')).transit,
  waste: async () => (await import('../subgraphs/waste/main.ts')).waste,
};

/** One subgraph, without loading the code of the others: for a process that runs it alone. */
export const loadSubgraph = async (name: SubgraphName): Promise<SubgraphDefinition> =>
  (await LOADERS[name]()) as SubgraphDefinition;
