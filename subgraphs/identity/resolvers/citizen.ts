import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Needs } from '../../../platform/rights/index.ts';
import { type RequestContext, TrustLevel } from '../../../platform/subgraph/index.ts';
import { effectiveLevel } from '../../../platform/visa/index.ts';
import { Citizen } from '../entities/citizen.ts';
import { Consent } from '../entities/consent.ts';
import { LinkedAccount } from '../entities/linked-account.ts';
import { consentsByCitizen } from '../loaders/consents-by-citizen.ts';
import { linkedAccountsByCitizen } from '../loaders/linked-accounts-by-citizen.ts';

/** What identity knows of a citizen. */
@Resolver(() => Citizen)
export class CitizenResolver {
  @Needs({})
  @FieldResolver(() => TrustLevel, {
    nullable: true,
    description: 'Trust level (Vertrauensniveau) of this session: the lower of sign-in strength and identity proof.',
  })
  trustLevel(@Root() { id }: Citizen, @Ctx() { principal }: RequestContext) {
    // Staff meet other citizens: of their sessions this one says nothing.
    return principal.parties.includes(id) ? effectiveLevel(principal) : null;
  }

  @Needs({ scopes: ['accounts'], consent: 'accounts', personal: 'accounts' })
  @FieldResolver(() => [LinkedAccount], { nullable: true, description: 'State accounts linked to hers, oldest first.' })
  linkedAccounts(@Root() { id }: Citizen, @Ctx() context: RequestContext) {
    return context.load(linkedAccountsByCitizen, id);
  }

  @Needs({ scopes: ['consents'], consent: 'consents', personal: 'consents' })
  @FieldResolver(() => [Consent], {
    nullable: true,
    description: 'What she allowed which app, newest first; consents she took back are listed too.',
  })
  consents(@Root() { id }: Citizen, @Ctx() context: RequestContext) {
    return context.load(consentsByCitizen, id);
  }
}
