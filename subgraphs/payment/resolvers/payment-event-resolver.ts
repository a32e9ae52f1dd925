import { Arg, Ctx, FieldResolver, Resolver, Root, Subscription } from 'type-graphql';
import { ForbiddenError } from '../../../platform/errors/index.ts';
import type { CursoredItem, LogStream } from '../../../platform/log/index.ts';
import { Needs } from '../../../platform/rights/index.ts';
import type { RequestContext, StreamPayload } from '../../../platform/subgraph/index.ts';
import { Payment } from '../entities/payment.ts';
import { PaymentEvent } from '../entities/payment-event.ts';
import type { PaymentState } from '../entities/payment-state.ts';
import { paymentById } from '../loaders/payment-by-id.ts';
import type { PaymentServices } from '../services.ts';

type Context = RequestContext<PaymentServices>;

/** Live: every step of her payments, from the log. */
@Resolver(() => PaymentEvent)
export class PaymentEventResolver {
  @Needs({ scopes: ['payments'], consent: 'payments', kinds: ['citizen', 'partner'] })
  @Subscription(() => PaymentEvent, {
    nullable: true,
    description: 'Steps of her payments; with `after` those she missed come first.',
    subscribe: ({ context, args }) => follow(context as Context, args.after),
  })
  paymentEvents(
    @Root() event: PaymentEvent,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to continue from; from now when absent.' })
    _after?: string,
  ): PaymentEvent {
    return event;
  }

  @FieldResolver(() => Payment, { nullable: true, description: 'The payment, as of now.' })
  payment(@Root() { paymentId }: PaymentEvent, @Ctx() context: Context): Promise<Payment | null> {
    return context.load(paymentById, paymentId);
  }
}

/** Fees are in the same log; their events only move the cursor on. */
function follow(context: Context, after?: string): LogStream<StreamPayload<PaymentEvent>> {
  const { principal, log, resumeAfter } = context;
  const [party] = principal.parties;
  if (!party) throw new ForbiddenError();
  const map = ({ cursor, event }: CursoredItem) =>
    event?.kind.startsWith('PAYMENT_') ? { cursor, value: toPaymentEvent(cursor, event) } : { cursor };
  return log.follow({ scope: { party }, principal, after: resumeAfter ?? after, map });
}

const toPaymentEvent = (
  cursor: string,
  { subject, state, occurredAt }: { subject: string; state: string; occurredAt: Date },
): PaymentEvent =>
  Object.assign(new PaymentEvent(), { cursor, occurredAt, state: state as PaymentState, paymentId: subject });
