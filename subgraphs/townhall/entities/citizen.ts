import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** Citizen (Bürgerkonto): whose cases these are. Owned by identity and account. */
@Directive('@key(fields: "id")')
@ObjectType('Citizen', { description: 'Citizen account (Bürgerkonto) and its holder.' })
export class Citizen {
  @Field(() => ID, { description: 'Id of the account.' })
  id!: string;
}
