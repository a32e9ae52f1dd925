import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { CitizenTaskKind } from '../../domain/citizen-task.ts';

registerEnumType(CitizenTaskKind, {
  name: 'CitizenTaskKind',
  description: 'Kind of a task.',
  valuesConfig: {
    PROVIDE_INFORMATION: { description: 'Answer the office, hand something in.' },
    PAY: { description: 'Pay the open fees of the case.' },
  },
});

@ObjectType('CitizenTask', { description: 'Task of the applicant (Aufgabe, Nachforderung).' })
export class CitizenTask {
  @Field(() => CitizenTaskKind, { description: 'What to do; a portal has words for it in each language.' })
  kind!: CitizenTaskKind;

  @Field(() => String, { description: 'First line of what the office wrote, else the German name of the service.' })
  title!: string;

  @Field(() => String, { nullable: true, description: 'What the office wrote; null when it wrote nothing.' })
  text!: string | null;

  @Field(() => Date, { nullable: true, description: 'Until when; null when the term is set elsewhere, as for fees.' })
  deadline!: Date | null;
}
