import { HubError } from '../../../platform/errors/index.ts';
import type { RefusalReason } from './refusals.ts';

/** Unknown state account provider (unbekannter Kontoanbieter): `details.provider`; the known ones are listed by the portal. Since 0.1. */
export class UnknownAccountProviderError extends HubError {
  readonly code = 'UNKNOWN_ACCOUNT_PROVIDER';
  constructor(provider: string) {
    super('The hub knows no such account provider.', { details: { provider: provider.slice(0, 64) } });
  }
}

/** Return address not allowed (Rücksprungadresse nicht erlaubt): it must be on the hub's own address or registered. Since 0.1. */
export class ReturnUrlNotAllowedError extends HubError {
  readonly code = 'RETURN_URL_NOT_ALLOWED';
  constructor() {
    super('This return address is not allowed.', {
      details: { problems: [{ path: '/returnUrl', rule: 'registered' }] },
    });
  }
}

/**
 * Fresh sign-in required (frische Anmeldung nötig): the step changes how she signs in. Remedy: sign in again with
 * `max_age=<details.maxAgeSeconds>` (RFC 9470), in the portal by `/session/sign-in?fresh=1`. Since 0.2.
 */
export class FreshSignInRequiredError extends HubError {
  readonly code = 'FRESH_SIGN_IN_REQUIRED';
  override readonly status = 403;
  constructor(maxAgeSeconds: number) {
    super('This needs a sign-in of the last minutes.', { details: { maxAgeSeconds } });
  }
}

/** Last sign-in method (letzter Anmeldeweg): without it nobody could sign in to this account; add another one first. Since 0.1. */
export class LastSignInMethodError extends HubError {
  readonly code = 'LAST_SIGN_IN_METHOD';
  override readonly status = 409;
  constructor() {
    super('This is the last way to sign in to this account.');
  }
}

/** Attribute not offered (Angabe nicht vorhanden): the linked account says nothing of this name. Since 0.2. */
export class AttributeNotOfferedError extends HubError {
  readonly code = 'ATTRIBUTE_NOT_OFFERED';
  constructor() {
    super('The account does not tell this attribute.', {
      details: { problems: [{ path: '/attributes', rule: 'offered' }] },
    });
  }
}

/**
 * Sign-in refused (Anmeldung abgelehnt): shown as a page that tells the citizen what to do next, never the reason itself.
 * `next` is where she goes on with nothing lost: the choice of a sign-in, or the start of her link.
 */
export class SignInRefusedError extends HubError {
  readonly code = 'SIGN_IN_REFUSED';
  readonly next: string | undefined;
  constructor(
    readonly reason: RefusalReason,
    cause?: unknown,
    next?: string,
  ) {
    super('The sign-in was refused.', { cause });
    this.next = next;
  }

  /** The same refusal, with the way on. */
  goingOnAt(next: string): SignInRefusedError {
    return new SignInRefusedError(this.reason, this.cause, next);
  }
}
