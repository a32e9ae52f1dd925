import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** Citizen (Bürgerin, Bürger): owned by identity; here what she paid. */
@Directive('@key(fields: "id")')
@ObjectType('Citizen', { description: 'Citizen (Bürgerkonto).' })
export class Citizen {
  @Field(() => ID, { description: 'Id of the citizen.' })
  id!: string;
}
