import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType } from 'type-graphql';
import { DateTimeScalar, Money } from '../../../platform/subgraph/index.ts';
import { PaymentState } from './payment-state.ts';

/** Payment (Zahlung): one attempt to pay one or more fees at the payment service. Its id is the `requestId` there. */
@Entity({ tableName: 'payment' })
@ObjectType('Payment', { description: 'Payment (Zahlung): one attempt to pay one or more fees.' })
export class Payment {
  @PrimaryKey({ type: 'uuid' })
  @Field(() => ID, { description: 'Id (UUIDv7).' })
  id!: string;

  @Property({ type: 'uuid' })
  party!: string;

  /** Null when the fees belong to several offices. */
  @Property({ type: 'int', nullable: true })
  office!: number | null;

  @Property({ type: 'text' })
  @Field(() => PaymentState, { description: 'Where it stands.' })
  state!: PaymentState;

  /** Why it failed here: LOST, REFUSED, NOT_DUE or NOT_STARTED; null when the payment service said so. */
  @Property({ type: 'text', nullable: true })
  reason!: string | null;

  @Property({ type: 'int' })
  cents!: number;

  @Property({ type: 'text' })
  currency!: string;

  @Property({ type: 'int' })
  version!: number;

  /** The order exactly as it goes to the payment service, each time. */
  @Property({ type: 'json' })
  request!: object;

  @Property({ type: 'text' })
  returnUrl!: string;

  @Property({ type: 'text', nullable: true })
  transactionId!: string | null;

  @Property({ type: 'text', nullable: true })
  redirectUrl!: string | null;

  @Property({ type: 'text', nullable: true })
  @Field(() => String, {
    nullable: true,
    description: 'How it was paid, as the payment service names it: `CREDITCARD`, `PAYPAL`, `OTHER`, ...',
  })
  method!: string | null;

  @Property({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Reference of the treasury (Kassenzeichen), once there is one.' })
  reference!: string | null;

  @Property({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Receipt number (Quittungsnummer), once paid.' })
  receiptNumber!: string | null;

  @Property({ type: 'datetime' })
  createdAt!: Date;

  @Property({ type: 'datetime', nullable: true })
  @Field(() => DateTimeScalar, { nullable: true, description: 'When the pay page was ready.' })
  startedAt!: Date | null;

  /** Time of the last change of state. */
  @Property({ type: 'datetime' })
  changedAt!: Date;

  @Property({ type: 'datetime', nullable: true })
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was paid, as the payment service says.' })
  paidAt!: Date | null;

  @Property({ type: 'int' })
  attempts!: number;

  @Property({ type: 'datetime', nullable: true })
  nextPollAt!: Date | null;

  @Property({ type: 'datetime', nullable: true })
  polledAt!: Date | null;

  /** While this lies ahead, one worker or request speaks with the payment service about it, and nobody else. */
  @Property({ type: 'datetime', nullable: true })
  leasedUntil!: Date | null;

  @Field(() => Money, { description: 'The sum of its fees.' })
  get amount(): Money {
    return Object.assign(new Money(), { cents: this.cents, currency: this.currency });
  }
}
