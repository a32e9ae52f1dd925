import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** Address (Anschrift): a house, or a stretch of street that shares its dates. Of the calendar in force. */
@Entity({ tableName: 'current_address' })
@Directive('@key(fields: "id")')
@ObjectType('Address', {
  description: 'An address (Anschrift) of the collection calendar: a house or a stretch of street.',
})
export class Address {
  @PrimaryKey({ type: 'uuid' })
  @Field(() => ID, { description: 'Id; stays the same when the calendar is imported anew.' })
  id!: string;

  @Property({ type: 'text' })
  @Field(() => String, { description: 'One line for people: `Lindenweg 7a, 39999 Musterhagen`.' })
  label!: string;
}
