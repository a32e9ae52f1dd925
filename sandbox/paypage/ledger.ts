import type { Cashier } from './cashier.ts';
import type { Booking, Payment } from './payment.ts';

/** A payment as the ledger lists it: state, no address of a pay page. */
export type LedgerPayment = Pick<
  Payment,
  'transactionId' | 'requestId' | 'originatorId' | 'endPointId' | 'status' | 'amountCents' | 'currency' | 'polls'
> & { redirectUrl: string };

/** What the provider really did (Kontenblatt): the truth that tests compare with. */
export interface Ledger {
  bookings: Booking[];
  payments: LedgerPayment[];
}

/** Reads the ledger; money whose time has come is booked first. */
export function toLedger(cashier: Cashier): Ledger {
  const { bookings, payments } = cashier.ledger();
  return { bookings, payments: payments.map(toLine) };
}

const toLine = (payment: Payment): LedgerPayment => ({
  transactionId: payment.transactionId,
  requestId: payment.requestId,
  originatorId: payment.originatorId,
  endPointId: payment.endPointId,
  status: payment.status,
  amountCents: payment.amountCents,
  currency: payment.currency,
  polls: payment.polls,
  redirectUrl: payment.request.redirectUrl,
});
