import type { Database } from '../../platform/database/index.ts';
import type { PartnerNotices } from './actions/partner-notices.ts';
import type { IdentityConfig } from './config.ts';
import type { StateAccounts } from './connectors/state-accounts.ts';
import type { PartnerApps } from './domain/partner-app.ts';
import type { Seal } from './domain/seal.ts';
import type { SealedGrants } from './domain/sealed-grants.ts';
import type { SignInServices } from './modules/sign-in/services.ts';

/** What identity's resolvers, actions and routes share. */
export interface IdentityServices {
  /** For what the hub does in its own name. */
  readonly database: Database;
  readonly config: IdentityConfig;
  readonly publicUrl: string;
  readonly apps: PartnerApps;
  readonly stateAccounts: StateAccounts;
  /** Proves that an address of a link was made by the hub. */
  readonly linkKey: Buffer;
  /** Closes what a sign-in in progress must not lose to a reader of the database. */
  readonly flowSeal: Seal;
  readonly mailboxSeal: Seal;
  /** Makes the ids by which partner apps know citizens and sessions. */
  readonly pairwise: Buffer;
  /** Grants as partners carry them in their tokens. */
  readonly grants: SealedGrants;
  /** Words to partner apps. */
  readonly notices: PartnerNotices;
  /** What the hub's own sign-in methods stand on. */
  readonly signIn: SignInServices;
}
