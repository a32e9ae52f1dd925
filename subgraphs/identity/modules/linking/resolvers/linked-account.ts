import { Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from 'type-graphql';
import { Needs } from '../../../../../platform/rights/index.ts';
import { LocalizedText, type RequestContext, TrustLevel } from '../../../../../platform/subgraph/index.ts';
import { LinkedAccount } from '../../../entities/linked-account.ts';
import type { IdentityServices } from '../../../services.ts';

type Context = RequestContext<IdentityServices>;

@ObjectType('LinkedAttribute', { description: 'What a linked account says about her (bestätigte Angabe).' })
export class LinkedAttribute {
  @Field(() => ID, { description: 'Name: `family_name`.' })
  name!: string;

  @Field(() => String, { description: 'Value.' })
  value!: string;

  @Field(() => TrustLevel, { description: 'How strongly the account vouches for it.' })
  level!: string;
}

/** Names come from the settings, so that a renamed provider is renamed everywhere at once. */
@Resolver(() => LinkedAccount)
export class LinkedAccountResolver {
  @FieldResolver(() => LocalizedText, { nullable: true, description: 'Name of the account provider.' })
  providerName(@Root() { provider }: LinkedAccount, @Ctx() { services }: Context) {
    return services.stateAccounts.find(provider)?.settings.name ?? { de: provider, en: provider, leicht: provider };
  }

  @FieldResolver(() => LocalizedText, {
    nullable: true,
    description: 'Name of the tier where the account has several: Servicekonto, Servicekonto Plus.',
  })
  tierName(@Root() { provider, level }: LinkedAccount, @Ctx() { services }: Context) {
    return services.stateAccounts.find(provider)?.settings.tiers[level] ?? null;
  }

  // What it says is hers alone: a partner app learns that an account is linked, not for whom she works.
  @Needs({ scopes: ['accounts'], kinds: ['citizen', 'staff'] })
  @FieldResolver(() => String, { nullable: true, description: 'Name of the organisation; null for a person.' })
  organisationName(@Root() { attributes }: LinkedAccount) {
    return attributes.organisation_name?.value ?? null;
  }

  @Needs({ scopes: ['accounts'], kinds: ['citizen', 'staff'] })
  @FieldResolver(() => [LinkedAttribute], {
    nullable: true,
    description: 'What the account said at the last sign-in there; she may take it over into her profile, one by one.',
  })
  attributes(@Root() { attributes }: LinkedAccount): LinkedAttribute[] {
    return Object.entries(attributes).map(([name, { value, level }]) => ({ name, value, level }));
  }
}
