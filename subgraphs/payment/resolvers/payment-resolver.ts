import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { isUuid } from '../../../platform/database/index.ts';
import { NotFoundError } from '../../../platform/errors/index.ts';
import { Needs } from '../../../platform/rights/index.ts';
import type { RequestContext } from '../../../platform/subgraph/index.ts';
import { startPayment } from '../actions/start-payment.ts';
import { Fee } from '../entities/fee.ts';
import { Payment } from '../entities/payment.ts';
import { feesByPayment } from '../loaders/fees-by-payment.ts';
import type { PaymentServices } from '../services.ts';
import { StartPaymentInput, StartPaymentPayload } from './start-payment-input.ts';

type Context = RequestContext<PaymentServices>;

/** Payments: starting one, and what became of it. */
@Resolver(() => Payment)
export class PaymentResolver {
  @Needs({ scopes: [['payments'], ['staff']], consent: 'payments' })
  @Query(() => Payment, { nullable: true, description: 'A payment of hers, or of the office in charge.' })
  async payment(
    @Arg('id', () => ID, { description: 'Id of the payment.' }) id: string,
    @Ctx() context: Context,
  ): Promise<Payment> {
    const payment = isUuid(id) ? await context.em.findOne(Payment, { id }) : null;
    if (!payment) throw new NotFoundError();
    return payment;
  }

  @Needs({ scopes: ['payments'], consent: 'payments', kinds: ['citizen', 'partner'] })
  @Mutation(() => StartPaymentPayload, {
    nullable: true,
    description:
      'Starts paying: send the browser to `redirectUrl`. The same fees again lead to the same payment while it is open. Codes: FEE_ALREADY_IN_PAYMENT, PAYMENT_MISMATCH, PAYMENT_REFUSED, STATE_CONFLICT, UNAVAILABLE (repeat with the same key).',
  })
  async startPayment(
    @Arg('input', () => StartPaymentInput, { description: 'What to pay.' }) input: StartPaymentInput,
    @Ctx() context: Context,
  ): Promise<StartPaymentPayload> {
    const payment = await startPayment(input, context);
    const fees = await context.load(feesByPayment, payment.id);
    // A fee may be settled meanwhile, by late money of an earlier payment: nobody is sent to pay it again.
    const isDue = payment.state === 'STARTED' && fees.every(({ state }) => state === 'OPEN');
    return { payment, redirectUrl: isDue ? payment.redirectUrl : null };
  }

  @FieldResolver(() => [Fee], { nullable: true, description: 'What it pays.' })
  fees(@Root() { id }: Payment, @Ctx() context: Context): Promise<Fee[]> {
    return context.load(feesByPayment, id);
  }
}
