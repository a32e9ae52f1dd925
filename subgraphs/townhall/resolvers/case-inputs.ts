import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { JSONScalar } from '../../../platform/subgraph/index.ts';
import { CaseState } from '../domain/case-state.ts';
import { Case } from '../entities/case.ts';

const KEY = 'Chosen by the client, 1 to 255 letters, digits or `-_.:`; the same key again answers the same case.';

@InputType('SubmitCaseInput', { description: 'An application.' })
export class SubmitCaseInput {
  @Field(() => String, { description: 'Key of the service.' })
  service!: string;

  @Field(() => JSONScalar, { description: 'The filled-in form, as `Service.form` asks for.' })
  data!: unknown;

  @Field(() => String, { description: KEY })
  idempotencyKey!: string;
}

@InputType('AdvanceCaseInput', { description: 'One step of a clerk.' })
export class AdvanceCaseInput {
  @Field(() => ID, { description: 'Id of the case.' })
  caseId!: string;

  @Field(() => CaseState, { description: 'The state to go to.' })
  state!: CaseState;

  @Field(() => String, { nullable: true, description: 'Note to the applicant, at most 2,000 characters.' })
  note?: string | null;

  @Field(() => String, { description: KEY })
  idempotencyKey!: string;
}

@InputType('WithdrawCaseInput', { description: 'An application taken back.' })
export class WithdrawCaseInput {
  @Field(() => ID, { description: 'Id of the case.' })
  caseId!: string;

  @Field(() => String, { description: KEY })
  idempotencyKey!: string;
}

@ObjectType('SubmitCasePayload', { description: 'Result of submitCase.' })
export class SubmitCasePayload {
  @Field(() => Case, { nullable: true, description: 'The case that was opened.' })
  case!: Case | null;
}

@ObjectType('AdvanceCasePayload', { description: 'Result of advanceCase.' })
export class AdvanceCasePayload {
  @Field(() => Case, { nullable: true, description: 'The case as it is now.' })
  case!: Case | null;
}

@ObjectType('WithdrawCasePayload', { description: 'Result of withdrawCase.' })
export class WithdrawCasePayload {
  @Field(() => Case, { nullable: true, description: 'The case as it is now.' })
  case!: Case | null;
}
