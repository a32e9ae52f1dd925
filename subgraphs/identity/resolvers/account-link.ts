import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { Needs } from '../../../platform/rights/index.ts';
import type { RequestContext } from '../../../platform/subgraph/index.ts';
import { startAccountLink } from '../actions/start-account-link.ts';
import { AccountLink } from '../entities/account-link.ts';
import type { IdentityServices } from '../services.ts';

@InputType('StartAccountLinkInput', { description: 'Which account is to be linked.' })
export class StartAccountLinkInput {
  @Field(() => ID, { description: 'Short name of the account provider.' })
  provider!: string;

  @Field(() => String, {
    description: "Where the browser goes afterwards: on the hub's own address, or a registered redirect URI.",
  })
  returnUrl!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Chosen by the client: the same key starts one link only. Without it every call starts a new one.',
  })
  idempotencyKey?: string;
}

@ObjectType('StartAccountLinkPayload', { description: 'A started link and where the browser goes for it.' })
export class StartAccountLinkPayload {
  @Field(() => AccountLink, { nullable: true, description: 'The link.' })
  accountLink!: AccountLink;

  @Field(() => String, {
    nullable: true,
    description: 'Open this in the browser in which she signed in to the hub, within 10 minutes.',
  })
  redirectUrl!: string;
}

/** Linking further state accounts. */
@Resolver()
export class AccountLinkResolver {
  @Needs({ scopes: ['accounts'], consent: 'accounts', kinds: ['citizen', 'staff', 'partner'] })
  @Mutation(() => StartAccountLinkPayload, {
    nullable: true,
    description: 'Starts linking a further state account; the browser then proves that it is hers.',
  })
  startAccountLink(
    @Arg('input', () => StartAccountLinkInput, { description: 'Which account.' }) input: StartAccountLinkInput,
    @Ctx() context: RequestContext<IdentityServices>,
  ) {
    return startAccountLink(input, context);
  }
}
