import type { Logger } from 'pino';
import type { Database } from '../../../platform/database/index.ts';
import type { Sessions } from '../actions/sessions.ts';
import type { IdentityServices } from '../services.ts';

/** What the OpenID provider stands on. */
export interface ProviderParts {
  readonly database: Database;
  readonly logger: Logger;
  readonly sessions: Sessions;
  readonly services: IdentityServices;
}
