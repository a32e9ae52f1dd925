import type { Logger } from 'pino';
import type { Database } from '../../platform/database/index.ts';
import type { Consumer } from '../../platform/log/index.ts';
import type { PaymentConfig } from './config.ts';
import type { Paypage } from './connectors/xbezahldienste.ts';

/** What resolvers, actions and workers of this subgraph work with. */
export interface PaymentServices {
  readonly database: Database;
  readonly logger: Logger;
  readonly config: PaymentConfig;
  readonly cases: Consumer;
  /** The payment service of the authority; absent when none is configured. */
  readonly paypage?: Paypage;
}
