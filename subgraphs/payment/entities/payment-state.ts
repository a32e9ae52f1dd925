import { registerEnumType } from 'type-graphql';

/** State of a payment (Zahlungsstand), as the graph shows it. */
export enum PaymentState {
  CREATED = 'CREATED',
  STARTED = 'STARTED',
  PAID = 'PAID',
  FAILED = 'FAILED',
  CANCELED = 'CANCELED',
  QUARANTINED = 'QUARANTINED',
}
registerEnumType(PaymentState, {
  name: 'PaymentState',
  description: 'State of a payment (Zahlungsstand). Nothing ever goes back; FAILED and CANCELED may still become PAID.',
  valuesConfig: {
    CREATED: { description: 'Noted here, not yet known to the payment service.' },
    STARTED: { description: 'Waiting for the citizen on the pay page.' },
    PAID: { description: 'The money has arrived and is booked; there is a receipt number.' },
    FAILED: { description: 'It did not work; the fees can be paid again.' },
    CANCELED: { description: 'Given up on the pay page, or left there; the fees can be paid again.' },
    QUARANTINED: { description: 'Another amount or currency came than was asked for; the town clears it by hand.' },
  },
});
