import { STATUS_CODES } from 'node:http';

/** Codes of the standard (fachlicher Fehlercode). Source: XBezahldienste 1.0.0, initiate payment transaction. */
export type FunctionalCode =
  | 'NO_VALID_ORIGINATOR_OR_ENDPOINT'
  | 'PAYMENT_EXISTS'
  | 'CALCULATION_ERROR'
  | 'BOOKING_DATA_MISSING'
  | 'VALIDATION_ERROR'
  | 'UNSPECIFIED'
  | 'FORBIDDEN';

const STATUS: Readonly<Record<FunctionalCode, number>> = {
  NO_VALID_ORIGINATOR_OR_ENDPOINT: 404,
  PAYMENT_EXISTS: 409,
  CALCULATION_ERROR: 400,
  BOOKING_DATA_MISSING: 400,
  VALIDATION_ERROR: 400,
  UNSPECIFIED: 500,
  FORBIDDEN: 403,
};

/** A refusal the standard has a code for; `detail` is business text without internals (1-2000 characters). */
export class PaymentProblem extends Error {
  readonly functionalCode: FunctionalCode;
  readonly status: number;
  constructor(functionalCode: FunctionalCode, detail: string, status = STATUS[functionalCode]) {
    super(detail.slice(0, 2_000));
    this.functionalCode = functionalCode;
    this.status = status;
  }
}

/** Body of `application/problem+json`. */
export const toProblemBody = ({ status, functionalCode, message }: PaymentProblem) => ({
  type: 'about:blank',
  status,
  title: STATUS_CODES[status] ?? 'Error',
  detail: message,
  functionalCode,
});
