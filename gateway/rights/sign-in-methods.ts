import { methodsReaching } from '../../platform/rights/sign-in-methods.ts';
import type { TrustLevelName } from '../../platform/visa/index.ts';

/** The sign-ins (Anmeldewege) that reach each trust level, strongest last; told to whoever needs a higher one. */
export type SignInMethods = Readonly<Record<TrustLevelName, readonly string[]>>;

/** What the subgraphs answer too: one table for both, so that a remedy has the same name wherever it is told. */
export const SIGN_IN_METHODS: SignInMethods = Object.freeze({
  BASIC: methodsReaching('BASIC'),
  SUBSTANTIAL: methodsReaching('SUBSTANTIAL'),
  HIGH: methodsReaching('HIGH'),
});
