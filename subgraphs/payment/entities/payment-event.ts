import { Field, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../../../platform/subgraph/index.ts';
import { Payment } from './payment.ts';
import { PaymentState } from './payment-state.ts';

/** Step of a payment (Zahlungsschritt), as it stands in the log. */
@ObjectType('PaymentEvent', { description: 'Step of a payment.' })
export class PaymentEvent {
  @Field(() => String, { description: 'Continues after this event.' })
  cursor!: string;

  @Field(() => DateTimeScalar, { description: 'When it happened.' })
  occurredAt!: Date;

  @Field(() => PaymentState, { description: 'The state it led to, as of then.' })
  state!: PaymentState;

  @Field(() => Payment, { nullable: true, description: 'The payment, as of now.' })
  payment!: Payment | null;

  paymentId!: string;
}
