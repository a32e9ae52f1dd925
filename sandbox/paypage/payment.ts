import type { PaymentRequest } from './payment-request.ts';

/** State of a payment (Zahlungsstatus). `PAYED` is spelled as the standard spells it. */
export type PaymentStatus = 'INITIAL' | 'PAYED' | 'FAILED' | 'CANCELED';

/** Methods the pay page offers. Whatever came after the standard travels as `OTHER` with a detail. */
export const PAYMENT_METHODS = ['CREDITCARD', 'PAYPAL', 'OTHER'] as const;
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];

/** Money that arrives later: after so many reads, or at a point in time. */
export interface PlannedBooking {
  method: PaymentMethod;
  afterPolls?: number;
  dueAt?: string;
}

/** One payment as the provider keeps it. */
export interface Payment {
  transactionId: string;
  originatorId: string;
  endPointId: string;
  clientId: string;
  requestId: string;
  request: PaymentRequest;
  /** What the provider takes as the amount; differs from the request only when it misbehaves. */
  amountCents: number;
  currency: string;
  /** Unguessable part of the pay page's address. */
  pageKey: string;
  status: PaymentStatus;
  /** Reference for the cashier (Kassenzeichen), there once paid. */
  reference: string | null;
  paidAt: string | null;
  method: PaymentMethod | null;
  methodDetail: string | null;
  statusDetail: string | null;
  polls: number;
  planned: PlannedBooking | null;
}

/** One line of the ledger: money that the provider really booked. */
export interface Booking {
  transactionId: string;
  requestId: string;
  amountCents: number;
  currency: string;
  reference: string;
  method: string;
  bookedAt: string;
}
