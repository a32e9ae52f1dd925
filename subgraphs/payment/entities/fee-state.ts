import { registerEnumType } from 'type-graphql';

/** State of a fee (Gebührenstand), as the graph shows it. `PLANNED` rows wait for the decision and are not shown at all. */
export enum FeeState {
  OPEN = 'OPEN',
  PAID = 'PAID',
  CANCELED = 'CANCELED',
}
registerEnumType(FeeState, {
  name: 'FeeState',
  description: 'State of a fee (Gebührenstand).',
  valuesConfig: {
    OPEN: { description: 'To be paid (offen); also while a payment of it is under way.' },
    PAID: { description: 'Paid and booked (bezahlt).' },
    CANCELED: { description: 'No longer to be paid (entfallen): the application was withdrawn.' },
  },
});
