import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType } from 'type-graphql';
import { DateScalar } from '../../../platform/subgraph/index.ts';
import { PickupShiftReason, WasteFraction } from './choices.ts';

/** Collection date (Abfuhrtermin): one kind of waste on one day, of the calendar in force. */
@Entity({ tableName: 'current_pickup' })
@ObjectType('Pickup', { description: 'A collection date (Abfuhrtermin): one kind of waste on one day.' })
export class Pickup {
  @PrimaryKey({ type: 'uuid' })
  @Field(() => ID, { description: 'Id; stays the same when the date is moved. Addresses of one tour share it.' })
  id!: string;

  @Property({ type: 'date' })
  @Field(() => DateScalar, { description: 'The day of collection, in Berlin.' })
  date!: string;

  @Property({ type: 'text' })
  @Field(() => WasteFraction, { description: 'Kind of waste.' })
  fraction!: WasteFraction;

  @Property({ type: 'text' })
  @Field(() => String, { description: "The provider's own words, as on the bin: `Gelber Sack`." })
  label!: string;

  @Property({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: "The provider's colour for it: `#rrggbb` or a CSS name." })
  colour!: string | null;

  @Property({ type: 'date', nullable: true })
  @Field(() => DateScalar, { nullable: true, description: 'The planned day, where the date was moved.' })
  originalDate!: string | null;

  @Property({ type: 'text', nullable: true })
  @Field(() => PickupShiftReason, { nullable: true, description: 'Why it was moved, where that is known.' })
  shiftReason!: PickupShiftReason | null;
}
