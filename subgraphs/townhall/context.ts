import type { RequestContext } from '../../platform/subgraph/index.ts';
import type { Clock } from '../../platform/time.ts';
import type { Catalogue } from './modules/catalogue/domain/catalogue.ts';

/** What resolvers and actions of the town hall find as `context.services`. */
export interface TownhallServices {
  readonly catalogue: Catalogue;
  readonly clock: Clock;
}

export type Context = RequestContext<TownhallServices>;
