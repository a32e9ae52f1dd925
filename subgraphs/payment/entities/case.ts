import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';

/** Case (Vorgang): owned by the town hall; here only what it costs. */
@Directive('@key(fields: "id")')
@ObjectType('Case', { description: 'Case (Vorgang): what happens to one application.' })
export class Case {
  @Field(() => ID, { description: 'Id of the case (UUIDv7).' })
  id!: string;

  @Directive('@external')
  @Field(() => Int, { description: 'How often the case has changed; tells how fresh its fees must be.' })
  version!: number;
}
