import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** Case (Vorgang): owned by townhall; here only the link of a message to it. */
@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('Case', { description: 'A case (Vorgang) in the town hall.' })
export class Case {
  @Field(() => ID, { description: 'Id of the case; opaque.' })
  id!: string;

  static of(id: string): Case {
    return Object.assign(new Case(), { id });
  }
}
