import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** Citizen (Bürgerkonto): a stub; identity and account own her. */
@Directive('@key(fields: "id")')
@ObjectType('Citizen', { description: 'A citizen, as the holder of her account (Bürgerkonto).' })
export class Citizen {
  @Field(() => ID, { description: 'Id.' })
  id!: string;
}
