import type { TrustLevelName } from '../../platform/visa/index.ts';

/** The sign-ins (Anmeldewege) that reach each trust level, strongest last; told to whoever needs a higher one. */
export type SignInMethods = Readonly<Record<TrustLevelName, readonly string[]>>;

/** As BundID and the state accounts offer them: eID reaches HIGH, the ELSTER certificate SUBSTANTIAL, a password BASIC. */
export const SIGN_IN_METHODS: SignInMethods = Object.freeze({
  BASIC: ['password', 'elster', 'eid'],
  SUBSTANTIAL: ['elster', 'eid'],
  HIGH: ['eid'],
});
