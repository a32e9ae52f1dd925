import type { RequestContext } from '../../platform/subgraph/index.ts';
import type { Clock } from '../../platform/time.ts';
import type { WasteConfig } from './config.ts';

/** What resolvers and actions of this subgraph find as `context.services`. */
export interface WasteServices {
  readonly config: WasteConfig;
  /** The hub's address as browsers see it. */
  readonly publicUrl: string;
  readonly clock: Clock;
}

export type WasteContext = RequestContext<WasteServices>;
