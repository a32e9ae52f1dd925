import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** Citizen (Bürgerkonto): owned by identity; transit adds her favourite stops. */
@Directive('@key(fields: "id")')
@ObjectType('Citizen', { description: 'Citizen (Bürgerkonto): whoever holds an account at this hub.' })
export class Citizen {
  @Field(() => ID, { description: 'Id of the account.' })
  id!: string;
}
