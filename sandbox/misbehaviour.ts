import type { PaymentFault, SignInFault } from './faults/fault.ts';
import type { FaultBook } from './faults/fault-book.ts';
import type { Cashier, PayAction } from './paypage/cashier.ts';
import { type Ledger, toLedger } from './paypage/ledger.ts';

/** Switches for wrong behaviour (Störungen), the same as on the admin routes, for callers in the same process. */
export interface Misbehaviour {
  /** Switches a fault of the payment service on. */
  payment(fault: PaymentFault): void;
  /** Switches a fault of the identity provider on. */
  signIn(fault: SignInFault): void;
  /** Settles payments with this `requestId` from outside the pay page, whatever their state; never books twice. */
  settle(requestId: string, action?: PayAction): void;
  /** What the payment service really booked. */
  ledger(): Ledger;
  /** Switches everything off. */
  stop(): void;
}

export const makeMisbehaviour = (faults: FaultBook, cashier: Cashier): Misbehaviour => ({
  payment: (fault) => void faults.addPaymentFault(fault),
  signIn: (fault) => void faults.addSignInFault(fault),
  settle: (requestId, action = 'pay') => void cashier.settle(requestId, action),
  ledger: () => toLedger(cashier),
  stop: () => faults.clear(),
});
