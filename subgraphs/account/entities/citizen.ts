import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** Citizen (Bürgerin, Bürger): one entity of the whole graph; here with what is hers. */
@Directive('@key(fields: "id")')
@ObjectType('Citizen', { description: 'A citizen (Bürgerin, Bürger): the holder of an account of this hub.' })
export class Citizen {
  @Field(() => ID, { description: 'Id of the citizen; opaque.' })
  id!: string;
}
