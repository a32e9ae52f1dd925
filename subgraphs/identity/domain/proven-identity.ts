import type { TrustLevelName } from '../../../platform/visa/index.ts';
import type { VerifiedAttributes } from './attributes.ts';

/** What a state account has just vouched for: who this is there, how strongly proven, and what it says about her. */
export interface ProvenIdentity {
  readonly provider: string;
  readonly issuer: string;
  readonly subject: string;
  readonly level: TrustLevelName;
  readonly attributes: VerifiedAttributes;
  readonly pseudonym?: string;
  readonly provedBy?: string;
  /** Address of the mailbox at the provider, in the clear: it is sealed before it is stored. */
  readonly mailboxHandle?: string;
}
