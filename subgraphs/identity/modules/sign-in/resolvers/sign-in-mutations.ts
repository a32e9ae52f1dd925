import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { Needs } from '../../../../../platform/rights/index.ts';
import type { RequestContext } from '../../../../../platform/subgraph/index.ts';
import type { IdentityServices } from '../../../services.ts';
import { endSession } from '../actions/end-session.ts';
import { removeSignInMethod } from '../actions/remove-sign-in-method.ts';

@InputType('EndSessionInput', { description: 'Which sign-in ends.' })
export class EndSessionInput {
  @Field(() => ID, { description: 'Id of the session.' })
  sessionId!: string;

  @Field(() => String, { description: 'Chosen by the client: the same key changes nothing a second time.' })
  idempotencyKey!: string;
}

@ObjectType('EndSessionPayload', { description: 'The sign-in that has ended.' })
export class EndSessionPayload {
  @Field(() => ID, { description: 'Its id.' })
  sessionId!: string;
}

@InputType('RemoveSignInMethodInput', { description: 'Which sign-in method goes.' })
export class RemoveSignInMethodInput {
  @Field(() => ID, { description: 'Id of the method.' })
  methodId!: string;

  @Field(() => String, { description: 'Chosen by the client: the same key changes nothing a second time.' })
  idempotencyKey!: string;
}

@ObjectType('RemoveSignInMethodPayload', { description: 'The sign-in method that is gone.' })
export class RemoveSignInMethodPayload {
  @Field(() => ID, { description: 'Its id.' })
  methodId!: string;
}

/** What she may change about her sign-ins. No app may. */
@Resolver()
export class SignInMutations {
  @Needs({ scopes: ['accounts'], kinds: ['citizen', 'staff'] })
  @Mutation(() => EndSessionPayload, {
    nullable: true,
    description: 'Signs her out somewhere else; every token of that sign-in is refused within 5 s.',
  })
  async endSession(
    @Arg('input', () => EndSessionInput, { description: 'Which one.' }) input: EndSessionInput,
    @Ctx() context: RequestContext<IdentityServices>,
  ): Promise<EndSessionPayload> {
    return { sessionId: await endSession(input, context) };
  }

  @Needs({ scopes: ['accounts'], kinds: ['citizen', 'staff'] })
  @Mutation(() => RemoveSignInMethodPayload, {
    nullable: true,
    description: 'Takes a sign-in method away. Needs a sign-in of the last minutes, and leaves one way in.',
  })
  async removeSignInMethod(
    @Arg('input', () => RemoveSignInMethodInput, { description: 'Which one.' }) input: RemoveSignInMethodInput,
    @Ctx() context: RequestContext<IdentityServices>,
  ): Promise<RemoveSignInMethodPayload> {
    return { methodId: await removeSignInMethod(input, context) };
  }
}
