/** States of a payment (Zahlungsstand). */
export const PAYMENT_STATES = ['CREATED', 'STARTED', 'PAID', 'FAILED', 'CANCELED', 'QUARANTINED'] as const;
export type PaymentStateName = (typeof PAYMENT_STATES)[number];

/**
 * Every step a payment may take; none goes back. A failed or canceled one may still turn out to be paid, days later:
 * banks do that. What is paid or in quarantine stays so, whatever the provider says afterwards.
 */
const STEPS: Readonly<Record<PaymentStateName, readonly PaymentStateName[]>> = {
  CREATED: ['STARTED', 'PAID', 'FAILED', 'CANCELED', 'QUARANTINED'],
  STARTED: ['PAID', 'FAILED', 'CANCELED', 'QUARANTINED'],
  FAILED: ['PAID', 'QUARANTINED'],
  CANCELED: ['PAID', 'QUARANTINED'],
  PAID: [],
  QUARANTINED: [],
};

export const mayGo = (from: PaymentStateName, to: PaymentStateName): boolean => STEPS[from].includes(to);

/** Open (offen): the citizen may still be on the pay page. */
export const isOpen = (state: PaymentStateName): boolean => state === 'CREATED' || state === 'STARTED';
