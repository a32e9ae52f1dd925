import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { Needs } from '../../../../../platform/rights/index.ts';
import type { RequestContext } from '../../../../../platform/subgraph/index.ts';
import { AccountLink } from '../../../entities/account-link.ts';
import { LinkedAccount } from '../../../entities/linked-account.ts';
import type { IdentityServices } from '../../../services.ts';
import { adoptAttributes } from '../actions/adopt-attributes.ts';
import { refreshLinkedAttributes, startAccountLink } from '../actions/start-account-link.ts';
import { unlinkAccount } from '../actions/unlink-account.ts';

type Context = RequestContext<IdentityServices>;
const RETURN_URL = "Where the browser goes afterwards: on the hub's own address, or a registered redirect URI.";
const KEY = 'Chosen by the client: the same key works once only.';

@InputType('StartAccountLinkInput', { description: 'Which account is to be linked.' })
export class StartAccountLinkInput {
  @Field(() => ID, { description: 'Short name of the account provider.' })
  provider!: string;

  @Field(() => String, { description: RETURN_URL })
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

@InputType('RefreshLinkedAttributesInput', { description: 'Whose attributes are to be fetched anew.' })
export class RefreshLinkedAttributesInput {
  @Field(() => ID, { description: 'The linked account.' })
  linkedAccountId!: string;

  @Field(() => String, { description: RETURN_URL })
  returnUrl!: string;

  @Field(() => String, { description: KEY })
  idempotencyKey!: string;
}

@InputType('UnlinkAccountInput', { description: 'Which account is to be taken away.' })
export class UnlinkAccountInput {
  @Field(() => ID, { description: 'The linked account.' })
  linkedAccountId!: string;

  @Field(() => String, { description: KEY })
  idempotencyKey!: string;
}

@ObjectType('UnlinkAccountPayload', { description: 'What is gone.' })
export class UnlinkAccountPayload {
  @Field(() => ID, { nullable: true, description: 'Id of the account that was linked.' })
  unlinkedAccountId!: string;
}

@InputType('AdoptAttributesInput', { description: 'What is to be taken over into her profile.' })
export class AdoptAttributesInput {
  @Field(() => ID, { description: 'The linked account.' })
  linkedAccountId!: string;

  @Field(() => [ID], { description: 'Names of the attributes, these and no others.' })
  attributes!: string[];

  @Field(() => String, { description: KEY })
  idempotencyKey!: string;
}

@ObjectType('AdoptAttributesPayload', { description: 'The account whose attributes are taken over.' })
export class AdoptAttributesPayload {
  @Field(() => LinkedAccount, { nullable: true, description: 'The account.' })
  linkedAccount!: LinkedAccount | null;
}

/** Linking further state accounts, fetching and taking over what they say, and taking them away. */
@Resolver()
export class AccountLinkResolver {
  @Needs({ scopes: ['accounts'], consent: 'accounts', kinds: ['citizen', 'staff', 'partner'] })
  @Mutation(() => StartAccountLinkPayload, {
    nullable: true,
    description: 'Starts linking a further state account; the browser then proves that it is hers.',
  })
  startAccountLink(
    @Arg('input', () => StartAccountLinkInput, { description: 'Which account.' }) input: StartAccountLinkInput,
    @Ctx() context: Context,
  ) {
    return startAccountLink(input, context);
  }

  @Needs({ scopes: ['accounts'], kinds: ['citizen', 'staff'] })
  @Mutation(() => StartAccountLinkPayload, {
    nullable: true,
    description: 'Starts fetching the attributes of a linked account anew; she signs in there once more.',
  })
  refreshLinkedAttributes(
    @Arg('input', () => RefreshLinkedAttributesInput, { description: 'Whose.' }) input: RefreshLinkedAttributesInput,
    @Ctx() context: Context,
  ) {
    return refreshLinkedAttributes(input, context);
  }

  @Needs({ scopes: ['accounts'], kinds: ['citizen', 'staff'] })
  @Mutation(() => UnlinkAccountPayload, {
    nullable: true,
    description:
      'Takes a linked account away. It signs in no more, what it proved is proven no more, and sessions begun with it end. ' +
      'Needs a sign-in of the last minutes (FRESH_SIGN_IN_REQUIRED), and leaves her a way to sign in (LAST_SIGN_IN_METHOD).',
  })
  async unlinkAccount(
    @Arg('input', () => UnlinkAccountInput, { description: 'Which account.' }) input: UnlinkAccountInput,
    @Ctx() context: Context,
  ) {
    return { unlinkedAccountId: await unlinkAccount(input, context) };
  }

  @Needs({ scopes: ['accounts'], kinds: ['citizen', 'staff'] })
  @Mutation(() => AdoptAttributesPayload, {
    nullable: true,
    description: 'Takes chosen attributes of a linked account over into her profile, each with its source and level.',
  })
  async adoptAttributes(
    @Arg('input', () => AdoptAttributesInput, { description: 'Which ones.' }) input: AdoptAttributesInput,
    @Ctx() context: Context,
  ) {
    await adoptAttributes(input, context);
    const citizen = context.principal.citizenId ?? '';
    return { linkedAccount: await context.em.findOne(LinkedAccount, { id: input.linkedAccountId, citizen }) };
  }
}
