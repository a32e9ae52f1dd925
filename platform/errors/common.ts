import { type ErrorDetails, HubError } from './hub-error.ts';

/** Not signed in (nicht angemeldet): no token, or one that is expired, foreign or malformed. Remedy: sign in. Since 0.1. */
export class UnauthenticatedError extends HubError {
  readonly code = 'UNAUTHENTICATED';
  override readonly status = 401;
  constructor(message = 'Sign in to use this.', details: ErrorDetails = {}) {
    super(message, { details });
  }
}

/** Not allowed (nicht erlaubt): a scope, a role or an office is missing; `details.scopes` names the scopes. Since 0.1. */
export class ForbiddenError extends HubError {
  readonly code = 'FORBIDDEN';
  override readonly status = 403;
  constructor(message = 'Your access does not cover this.', details: ErrorDetails = {}) {
    super(message, { details });
  }
}

/** Trust level too low (Vertrauensniveau): `details.required` names the level, `details.methods` the sign-ins that reach it. Since 0.1. */
export class TrustLevelRequiredError extends HubError {
  readonly code = 'TRUST_LEVEL_REQUIRED';
  override readonly status = 403;
  constructor(details: { required: string; methods: readonly string[] }) {
    super(`This needs a sign-in at level ${details.required}.`, { details });
  }
}

/** Consent missing (Einwilligung fehlt): the citizen has not allowed this app this purpose; `details.purpose`. Since 0.1. */
export class ConsentRequiredError extends HubError {
  readonly code = 'CONSENT_REQUIRED';
  override readonly status = 403;
  constructor(details: { purpose: string }) {
    super('The citizen has not allowed this purpose.', { details });
  }
}

/** Not there, or not yours (nicht gefunden): both get the same answer. Since 0.1. */
export class NotFoundError extends HubError {
  readonly code = 'NOT_FOUND';
  override readonly status = 404;
  constructor(message = 'There is nothing here for you.', details: ErrorDetails = {}) {
    super(message, { details });
  }
}

/** Bad input (ungültige Eingabe): `details.problems` lists `{ path, rule }` for each field that misses its rule. Since 0.1. */
export class BadUserInputError extends HubError {
  readonly code = 'BAD_USER_INPUT';
  constructor(message: string, details: ErrorDetails = {}) {
    super(message, { details });
  }
}

/** Conflict of state (Zustandskonflikt): the step is not possible from here; `details.state` and `details.allowed`. Since 0.1. */
export class StateConflictError extends HubError {
  readonly code = 'STATE_CONFLICT';
  override readonly status = 409;
  constructor(message: string, details: ErrorDetails = {}) {
    super(message, { details });
  }
}

/** The idempotency key was used with another body (Schlüssel schon verwendet). Nothing happened. Since 0.1. */
export class IdempotencyConflictError extends HubError {
  readonly code = 'IDEMPOTENCY_CONFLICT';
  override readonly status = 409;
  constructor() {
    super('This idempotency key was used for another request.');
  }
}

/** Cursor too old (Lesezeichen abgelaufen): list again and subscribe from the new cursor. Since 0.1. */
export class CursorExpiredError extends HubError {
  readonly code = 'CURSOR_EXPIRED';
  override readonly status = 410;
  constructor() {
    super('This cursor is too old. Read the list again and continue from its cursor.');
  }
}

/** Not yet there (noch nicht verfügbar): a part that follows by itself; ask again in a moment. Since 0.1. */
export class NotYetAvailableError extends HubError {
  readonly code = 'NOT_YET_AVAILABLE';
  override readonly status = 503;
  constructor() {
    super('This part is not there yet. Ask again in a moment.', { details: { retryable: true } });
  }
}

/** A part of the hub does not answer (nicht erreichbar): ask again later; the rest of the answer stands. Since 0.1. */
export class UnavailableError extends HubError {
  readonly code = 'UNAVAILABLE';
  override readonly status = 503;
  constructor(message = 'This part of the hub does not answer at the moment.', cause?: unknown) {
    super(message, { details: { retryable: true }, cause });
  }
}

/** Too much at once (überlastet): try again after the time in `Retry-After`. Since 0.1. */
export class OverloadedError extends HubError {
  readonly code = 'OVERLOADED';
  override readonly status = 503;
  constructor() {
    super('The hub is busy. Try again in a moment.', { details: { retryable: true } });
  }
}
