import { BadUserInputError } from '../../../platform/errors/index.ts';

export { FormInvalidError, UnknownServiceError } from '../modules/catalogue/domain/errors.ts';

/** An argument that misses its rule (ungültige Angabe): `details.problems` names it. */
export const badArgument = (name: string, rule: string, message: string): BadUserInputError =>
  new BadUserInputError(message, { problems: [{ path: `/${name}`, rule }] });
