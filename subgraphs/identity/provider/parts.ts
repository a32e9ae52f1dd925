import type { Configuration } from 'oidc-provider';
import type { Logger } from 'pino';
import type { Database } from '../../../platform/database/index.ts';
import type { Sessions } from '../actions/sessions.ts';
import type { IdentityServices } from '../services.ts';
import type { RefusalLog } from './refusal-log.ts';
import type { SigningKeys } from './signing-keys.ts';

/** What the OpenID provider stands on. */
export interface ProviderParts {
  readonly database: Database;
  readonly logger: Logger;
  readonly sessions: Sessions;
  readonly services: IdentityServices;
}

/** And what one of its makings needs beside. */
export interface ProviderOptions extends ProviderParts {
  readonly keys: SigningKeys;
  /** The hub's secret: keys for cookies and clients are derived from it. */
  readonly secret: string;
  readonly refusals: RefusalLog;
  readonly pages: Pick<Configuration, 'renderError'> & Required<Configuration>['features']['rpInitiatedLogout'];
}
