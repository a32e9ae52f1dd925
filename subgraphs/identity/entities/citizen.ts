import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** Citizen account (Bürgerkonto), by its id alone: what others know of her they add themselves. */
@Directive('@key(fields: "id")')
@ObjectType('Citizen', { description: 'Holder of a citizen account (Bürgerkonto).' })
export class Citizen {
  @Field(() => ID, { description: 'Id (UUIDv7), opaque.' })
  id!: string;
}
