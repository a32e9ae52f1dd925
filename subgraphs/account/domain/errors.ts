import { BadUserInputError, HubError } from '../../../platform/errors/index.ts';

/** One field that misses its rule. */
export interface Problem {
  /** JSON pointer into the input: `/address/zipCode`. */
  readonly path: string;
  readonly rule: string;
}

/** Profile input out of range (ungültige Profilangaben): `details.problems` names each field and its rule. */
export class InvalidProfileError extends BadUserInputError {
  constructor(problems: readonly Problem[]) {
    super('Some fields of the profile do not fit their rules.', { problems });
  }
}

/**
 * Verified field (bestätigte Angabe): it came from a proof of identity and changes only with a new one;
 * `details.fields` names the fields. Remedy: link the state account again. Since 0.1.
 */
export class FieldVerifiedError extends HubError {
  readonly code = 'FIELD_VERIFIED';
  override readonly status = 409;
  constructor(fields: readonly string[]) {
    super('Verified fields change only with a new proof of identity.', { details: { fields } });
  }
}
