import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Needs } from '../../../platform/rights/index.ts';
import { advanceCase } from '../actions/advance-case.ts';
import { submitCase } from '../actions/submit-case.ts';
import { withdrawCase } from '../actions/withdraw-case.ts';
import type { Context } from '../context.ts';
import { caseById } from '../loaders/case-by-id.ts';
import {
  AdvanceCaseInput,
  AdvanceCasePayload,
  SubmitCaseInput,
  SubmitCasePayload,
  WithdrawCaseInput,
  WithdrawCasePayload,
} from './case-inputs.ts';
import { APPLICANT_NEEDS, STAFF_NEEDS } from './case-needs.ts';

@Resolver()
export class CaseMutations {
  @Needs({ ...APPLICANT_NEEDS, kinds: ['citizen', 'partner'] })
  @Mutation(() => SubmitCasePayload, {
    nullable: true,
    description:
      'Sends an application. `UNKNOWN_SERVICE`, `TRUST_LEVEL_REQUIRED`, or `FORM_INVALID` with every field in `details.problems`.',
  })
  async submitCase(
    @Arg('input', () => SubmitCaseInput, { description: 'The application.' }) input: SubmitCaseInput,
    @Ctx() context: Context,
  ): Promise<SubmitCasePayload> {
    const id = await submitCase(input, context);
    return { case: await context.load(caseById, id) };
  }

  @Needs(STAFF_NEEDS)
  @Mutation(() => AdvanceCasePayload, {
    nullable: true,
    description:
      'A clerk of the office in charge takes a case one step further. `STATE_CONFLICT` names state and allowed steps.',
  })
  async advanceCase(
    @Arg('input', () => AdvanceCaseInput, { description: 'The step.' }) input: AdvanceCaseInput,
    @Ctx() context: Context,
  ): Promise<AdvanceCasePayload> {
    const id = await advanceCase(input, context);
    return { case: await context.load(caseById, id) };
  }

  @Needs({ ...APPLICANT_NEEDS, kinds: ['citizen'] })
  @Mutation(() => WithdrawCasePayload, {
    nullable: true,
    description: 'The applicant takes an application back that is not decided yet. `STATE_CONFLICT` afterwards.',
  })
  async withdrawCase(
    @Arg('input', () => WithdrawCaseInput, { description: 'Which one.' }) input: WithdrawCaseInput,
    @Ctx() context: Context,
  ): Promise<WithdrawCasePayload> {
    const id = await withdrawCase(input, context);
    return { case: await context.load(caseById, id) };
  }
}
