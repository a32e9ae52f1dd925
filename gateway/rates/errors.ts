import { HubError } from '../../platform/errors/index.ts';

/** Too many at once (zu viele Vorgänge): wait for `details.retryAfterSeconds`, or end some of the operations on this socket first. Since 0.1. */
export class RateLimitedError extends HubError {
  readonly code = 'RATE_LIMITED';
  override readonly status = 429;
  constructor(message = 'Too many requests. Wait a moment.', retryAfterSeconds = 1) {
    super(message, { details: { retryable: true, retryAfterSeconds } });
  }
}
