import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType } from 'type-graphql';
import { DateTimeScalar, LocalizedText, Money } from '../../../platform/subgraph/index.ts';
import { Case } from './case.ts';
import { FeeState } from './fee-state.ts';

/** Fee (Gebühr): what one case costs for one reason. Comes from the log of the town hall, exactly once. */
@Entity({ tableName: 'fee' })
@ObjectType('Fee', { description: 'Fee (Gebühr): an amount to be paid for a case.' })
export class Fee {
  @PrimaryKey({ type: 'uuid' })
  @Field(() => ID, { description: 'Id, derived from the case and the key of the fee (UUIDv5).' })
  id!: string;

  @Property({ type: 'uuid' })
  caseId!: string;

  @Property({ type: 'text' })
  key!: string;

  @Property({ type: 'uuid' })
  party!: string;

  @Property({ type: 'int', nullable: true })
  office!: number | null;

  @Property({ type: 'text' })
  caseReference!: string;

  @Property({ type: 'json', nullable: true })
  serviceName!: LocalizedText | null;

  @Property({ type: 'int' })
  cents!: number;

  @Property({ type: 'text' })
  currency!: string;

  /** Text for the bank statement (Verwendungszweck), as the catalogue has it. */
  @Property({ type: 'text' })
  purpose!: string;

  @Property({ type: 'json' })
  bookingData!: Record<string, string>;

  @Property({ type: 'text' })
  @Field(() => FeeState, { description: 'Whether it is to be paid.' })
  state!: FeeState;

  @Property({ type: 'int' })
  version!: number;

  @Property({ type: 'datetime', nullable: true })
  @Field(() => DateTimeScalar, { nullable: true, description: 'Pay until then (Fälligkeit); null when at once.' })
  dueAt!: Date | null;

  @Property({ type: 'datetime' })
  createdAt!: Date;

  @Field(() => Money, { description: 'What is to be paid.' })
  get amount(): Money {
    return Object.assign(new Money(), { cents: this.cents, currency: this.currency });
  }

  @Field(() => LocalizedText, { nullable: true, description: 'What it is for: the name of the service.' })
  get description(): LocalizedText | null {
    return this.serviceName;
  }

  @Field(() => Case, { nullable: true, description: 'The case it belongs to.' })
  get case(): Pick<Case, 'id'> {
    return Object.assign(new Case(), { id: this.caseId });
  }
}
