import { HubError } from '../../../platform/errors/index.ts';

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

/** Why a sign-in or link was refused; goes to the log, never to a page. */
export type RefusalReason =
  | 'state-unknown'
  | 'browser-differs'
  | 'answer-invalid'
  | 'answer-error'
  | 'provider-down'
  | 'provider-unknown'
  | 'subject-missing'
  | 'level-too-low'
  | 'interaction-gone'
  | 'linked-elsewhere'
  | 'session-missing'
  | 'link-unknown'
  | 'cross-site';

/** Sign-in refused (Anmeldung abgelehnt): shown as one neutral page, whatever the reason. */
export class SignInRefusedError extends HubError {
  readonly code = 'SIGN_IN_REFUSED';
  constructor(
    readonly reason: RefusalReason,
    cause?: unknown,
  ) {
    super('The sign-in was refused.', { cause });
  }
}
