import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Payment } from '../entities/payment.ts';

/** What to pay, and where to go afterwards. */
@InputType('StartPaymentInput', { description: 'What to pay, and where to go afterwards.' })
export class StartPaymentInput {
  @Field(() => [ID], { description: 'Open fees of one citizen or organisation, in one currency; 1 to 99, each once.' })
  feeIds!: string[];

  @Field(() => String, { description: "Where the browser goes after paying: on the hub's origin or a registered one." })
  returnUrl!: string;

  @Field(() => String, { description: 'Chosen by the client; the same key with the same input pays once.' })
  idempotencyKey!: string;
}

/** A started payment with its pay page. */
@ObjectType('StartPaymentPayload', { description: 'A started payment with its pay page.' })
export class StartPaymentPayload {
  @Field(() => Payment, { nullable: true, description: 'The payment.' })
  payment!: Payment | null;

  @Field(() => String, {
    nullable: true,
    description: 'The pay page: send the browser there. Null when the payment is over already.',
  })
  redirectUrl!: string | null;
}
