import type { TrustLevelName } from '../../../platform/visa/index.ts';
import type { AccountHolder } from './account-holder.ts';
import type { VerifiedAttributes } from './attributes.ts';

/** What a state account has just vouched for: who this is there, how strongly proven, and what it says about her. */
export interface ProvenIdentity {
  readonly provider: string;
  readonly issuer: string;
  readonly subject: string;
  readonly level: TrustLevelName;
  readonly attributes: VerifiedAttributes;
  /** Default: a person. */
  readonly holder?: AccountHolder;
  readonly pseudonym?: string;
  /** Host of the entity id from which the pseudonym was derived: another host, other pseudonyms. */
  readonly entityHost?: string;
  readonly provedBy?: string;
  /** Address of the mailbox at the provider, in the clear: it is sealed before it is stored. */
  readonly mailboxHandle?: string;
  /** The sign-in there, so that its end can be told to us. */
  readonly providerSession?: { readonly subject: string; readonly session: string | null };
  /** Id of the message that brought this, good once until then; where the protocol itself keeps nobody from sending it again. */
  readonly goodOnce?: { readonly id: string; readonly until: Date };
}
