import { Field, ID, Int, ObjectType } from 'type-graphql';
import { CaseState } from '../../domain/case-state.ts';
import type { Case } from '../../entities/case.ts';

/** A case in the inbox of an office (Posteingang): no personal field beyond its reference. */
@ObjectType('OfficeCase', { description: 'A case in the inbox of an office; open it with `case(id)`.' })
export class OfficeCase {
  @Field(() => ID, { description: 'Id of the case.' })
  id!: string;

  @Field(() => String, { description: 'Reference (Aktenzeichen).' })
  reference!: string;

  @Field(() => Int, { description: 'Version of the case.' })
  version!: number;

  @Field(() => CaseState, { description: 'State now.' })
  state!: CaseState;

  @Field(() => Date, { nullable: true, description: 'When it was sent.' })
  submittedAt!: Date | null;

  @Field(() => Date, { description: 'When the last step was taken.' })
  updatedAt!: Date;

  /** Where its service is found; the name of it is no personal field. */
  source!: Case;

  static of(source: Case): OfficeCase {
    const { id, reference, version, state, submittedAt, updatedAt } = source;
    return Object.assign(new OfficeCase(), { id, reference, version, state, submittedAt, updatedAt, source });
  }
}
