import type { PaymentFault, SamlFault, SignInFault } from './faults/fault.ts';
import type { FaultBook } from './faults/fault-book.ts';
import { type Jwk, signJwt } from './identity-provider/sign-jwt.ts';
import type { Cashier, PayAction } from './paypage/cashier.ts';
import { type Ledger, toLedger } from './paypage/ledger.ts';

/** Switches for wrong behaviour (Störungen), the same as on the admin routes, for callers in the same process. */
export interface Misbehaviour {
  /** Switches a fault of the payment service on. */
  payment(fault: PaymentFault): void;
  /** Switches a fault of the identity provider on. */
  signIn(fault: SignInFault): void;
  /** Switches a forged answer of the SAML face on. */
  saml(fault: SamlFault): void;
  /** A message signed by the identity provider, for logout tokens good and bad. */
  sign(claims: Record<string, unknown>, header?: Record<string, unknown>): string;
  /** Settles payments with this `requestId` from outside the pay page, whatever their state; never books twice. */
  settle(requestId: string, action?: PayAction): void;
  /** What the payment service really booked. */
  ledger(): Ledger;
  /** Switches everything off. */
  stop(): void;
}

export const makeMisbehaviour = (faults: FaultBook, cashier: Cashier, key: Jwk): Misbehaviour => ({
  sign: (claims, header = {}) =>
    signJwt({ header: { alg: 'ES256', kid: key.kid, typ: 'logout+jwt', ...header }, claims }, key),
  payment: (fault) => void faults.addPaymentFault(fault),
  signIn: (fault) => void faults.addSignInFault(fault),
  saml: (fault) => void faults.addSamlFault(fault),
  settle: (requestId, action = 'pay') => void cashier.settle(requestId, action),
  ledger: () => toLedger(cashier),
  stop: () => faults.clear(),
});
