/**
 * Why the payment service gave no usable answer.
 *
 * `SILENT`: no answer, or a failure of its own; `BUSY`: it asks for patience; `GARBLED`: an answer nobody understands;
 * `DENIED`: it does not accept our credentials. After all of these the outcome is open.
 * `EXISTS`: it knows the order already; `UNKNOWN`: it knows no such payment; `REFUSED`: it will never take this order.
 */
export type ProviderFailure = 'SILENT' | 'BUSY' | 'GARBLED' | 'DENIED' | 'EXISTS' | 'UNKNOWN' | 'REFUSED';

interface Options {
  /** Code of the standard, for the log. */
  functionalCode?: string;
  retryAfterMs?: number;
  cause?: unknown;
}

/** A failed call of the payment service. Stays inside: callers of the hub see `UNAVAILABLE` or `PAYMENT_REFUSED`. */
export class ProviderError extends Error {
  readonly functionalCode?: string;
  readonly retryAfterMs?: number;

  constructor(
    readonly failure: ProviderFailure,
    message: string,
    { functionalCode, retryAfterMs, cause }: Options = {},
  ) {
    super(message, { cause });
    this.name = 'ProviderError';
    this.functionalCode = functionalCode;
    this.retryAfterMs = retryAfterMs;
  }
}
