import { HubError } from '../../../platform/errors/index.ts';

/**
 * A fee is being paid already (Zahlung läuft): `details.payment` is that payment, `details.fees` are the fees it holds.
 * Finish it, or pay the same fees to get the same pay page again. Since 0.1.
 */
export class FeeAlreadyInPaymentError extends HubError {
  readonly code = 'FEE_ALREADY_IN_PAYMENT';
  override readonly status = 409;
  constructor(details: { payment: string; fees: readonly string[] }) {
    super('One of these fees is in another payment.', { details });
  }
}

/**
 * What was paid is not what was asked for (Betrag weicht ab): the town clears it by hand, nobody should pay again;
 * `details.payment` names the payment. Since 0.1.
 */
export class PaymentMismatchError extends HubError {
  readonly code = 'PAYMENT_MISMATCH';
  override readonly status = 409;
  constructor(details: { payment: string }) {
    super('The payment service answered with another amount. The town is looking into it.', { details });
  }
}

/** The payment service does not take this payment (abgelehnt): trying again does not help; `details.payment`. Since 0.1. */
export class PaymentRefusedError extends HubError {
  readonly code = 'PAYMENT_REFUSED';
  override readonly status = 502;
  constructor(details: { payment: string }) {
    super('The payment service does not accept this payment.', { details });
  }
}
