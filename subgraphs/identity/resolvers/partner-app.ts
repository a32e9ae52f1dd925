import { Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { Needs } from '../../../platform/rights/index.ts';
import type { RequestContext } from '../../../platform/subgraph/index.ts';
import { citizensByApp } from '../loaders/citizens-by-app.ts';
import type { IdentityServices } from '../services.ts';
import { PartnerAppView } from './types/partner-app-view.ts';

/** Registered apps for the staff desk. Changed in their files alone, which are reviewed like code (decision 0020). */
@Resolver(() => PartnerAppView)
export class PartnerAppResolver {
  @Needs({ scopes: ['staff'], kinds: ['staff'] })
  @Query(() => [PartnerAppView], {
    nullable: true,
    description: 'All registered apps, by client id. For staff; changed in their files in `partners/`.',
  })
  partnerApps(@Ctx() { services }: RequestContext<IdentityServices>): PartnerAppView[] {
    return [...services.apps.values()].map(PartnerAppView.of);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: "How many citizens let it in at the moment; 0 for the town's own portal, which asks no consent.",
  })
  citizens(@Root() { id }: PartnerAppView, @Ctx() context: RequestContext<IdentityServices>) {
    return context.load(citizensByApp, id);
  }
}
