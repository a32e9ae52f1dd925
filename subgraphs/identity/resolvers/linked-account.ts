import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { LocalizedText, type RequestContext } from '../../../platform/subgraph/index.ts';
import { LinkedAccount } from '../entities/linked-account.ts';
import type { IdentityServices } from '../services.ts';

/** Names come from the settings, so that a renamed provider is renamed everywhere at once. */
@Resolver(() => LinkedAccount)
export class LinkedAccountResolver {
  @FieldResolver(() => LocalizedText, { nullable: true, description: 'Name of the account provider.' })
  providerName(@Root() { provider }: LinkedAccount, @Ctx() { services }: RequestContext<IdentityServices>) {
    return services.stateAccounts.find(provider)?.settings.name ?? { de: provider, en: provider, leicht: provider };
  }
}
