import { HubError } from '../../../../../platform/errors/index.ts';

/** Too many tries (zu viele Versuche) to sign in from one address or to one account; shown as a page. Since 0.2. */
export class TooManyTriesError extends HubError {
  readonly code = 'SIGN_IN_TOO_MANY_TRIES';
  override readonly status = 429;
  constructor() {
    super('Too many tries. Wait a little.');
  }
}
