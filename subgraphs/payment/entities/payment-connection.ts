import { Field, ObjectType } from 'type-graphql';
import { connectionOf } from '../../../platform/subgraph/index.ts';
import { Payment } from './payment.ts';

/** A page of payments with the place in the log from which to listen on. */
@ObjectType('PaymentConnection', { description: 'Payments, newest first.' })
export class PaymentConnection extends connectionOf('Payment', Payment) {
  @Field(() => String, {
    nullable: true,
    description: 'The end of the log, taken before the list was read: events after it may repeat, none is missing.',
  })
  cursor!: string | null;
}
