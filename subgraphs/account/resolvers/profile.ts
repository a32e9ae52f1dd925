import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Needs } from '../../../platform/rights/index.ts';
import type { RequestContext } from '../../../platform/subgraph/index.ts';
import { Citizen } from '../entities/citizen.ts';
import { Profile } from '../entities/profile.ts';
import { profileByCitizen } from '../loaders/profile-by-citizen.ts';
import { PostalAddress } from './postal-address.ts';

@Resolver(() => Citizen)
export class CitizenProfileResolver {
  @Needs({ scopes: ['profile'], consent: 'profile', personal: 'profile', kinds: ['citizen', 'partner'] })
  @FieldResolver(() => Profile, {
    nullable: true,
    description: 'Her personal data (Profil); null for an organisation and for a moment after registering.',
  })
  profile(@Root() { id }: Citizen, @Ctx() context: RequestContext): Promise<Profile | null> {
    return context.load(profileByCitizen, id);
  }
}

@Resolver(() => Profile)
export class ProfileResolver {
  @FieldResolver(() => String, { nullable: true, description: 'Given and family name; null while both are missing.' })
  displayName(@Root() { givenName, familyName }: Profile): string | null {
    return [givenName, familyName].filter((part) => part !== null).join(' ') || null;
  }

  @FieldResolver(() => PostalAddress, {
    nullable: true,
    description: 'Postal address; null while every part is missing.',
  })
  address(@Root() { street, zipCode, city, country }: Profile): PostalAddress | null {
    if (![street, zipCode, city, country].some((part) => part !== null)) return null;
    return { street, zipCode, city, country };
  }
}
