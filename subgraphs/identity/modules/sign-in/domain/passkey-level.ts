import type { TrustLevelName } from '../../../../../platform/visa/index.ts';

/** What is known of the device that holds a passkey. */
export interface PasskeyFacts {
  /** The key never leaves the device (flag BE is off). */
  readonly deviceBound: boolean;
  /** The maker vouches for the device, by a chain to a root the operator trusts. */
  readonly attested: boolean;
}

/**
 * Strength of a passkey (Stärke eines Passkeys). It raises how strongly somebody signs in, never how well her identity is
 * proven. SUBSTANTIAL only for device-bound, attested keys of makers the operator has assessed; never HIGH. Decision 0018.
 */
export const passkeyLevel = ({ deviceBound, attested }: PasskeyFacts): TrustLevelName =>
  deviceBound && attested ? 'SUBSTANTIAL' : 'BASIC';
