import { HubError } from '../../platform/errors/index.ts';

/** Too many at once (zu viele Vorgänge): end some of the operations on this socket first. Since 0.1. */
export class RateLimitedError extends HubError {
  readonly code = 'RATE_LIMITED';
  override readonly status = 429;
  constructor() {
    super('Too many operations on this socket. End some first.', { details: { retryable: true } });
  }
}
