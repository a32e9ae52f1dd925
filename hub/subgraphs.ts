import type { SubgraphDefinition } from '../platform/subgraph/index.ts';
import { account } from '../subgraphs/account/main.ts';
import { identity } from '../subgraphs/identity/main.ts';
import { payment } from '../subgraphs/payment/main.ts';
import { townhall } from '../subgraphs/townhall/main.ts';
import { transit } from '../subgraphs/transit/main.ts';
import { waste } from '../subgraphs/waste/main.ts';

/** The six subgraphs of the hub. */
export const SUBGRAPHS = [identity, account, townhall, payment, transit, waste] as readonly SubgraphDefinition[];
