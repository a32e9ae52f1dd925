import type { Logger } from 'pino';
import type { Database } from '../../platform/database/index.ts';
import type { Consumer } from '../../platform/log/index.ts';
import type { PaymentConfig } from './config.ts';

/** What resolvers, actions and workers of this subgraph work with. */
export interface PaymentServices {
  readonly database: Database;
  readonly logger: Logger;
  readonly config: PaymentConfig;
  readonly cases: Consumer;
}
