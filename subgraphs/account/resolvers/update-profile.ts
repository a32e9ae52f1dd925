import { Arg, Ctx, Field, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { Needs } from '../../../platform/rights/index.ts';
import { DateScalar, type RequestContext } from '../../../platform/subgraph/index.ts';
import { updateProfile } from '../actions/update-profile.ts';
import type { ProfileChange } from '../domain/profile-changes.ts';
import { Profile, ProfileLanguage } from '../entities/profile.ts';
import { profileByCitizen } from '../loaders/profile-by-citizen.ts';
import { PostalAddressInput } from './postal-address.ts';

@InputType('UpdateProfileInput', { description: 'What to change: a field left out stays, `null` clears it.' })
export class UpdateProfileInput implements ProfileChange {
  @Field(() => String, { nullable: true, description: 'Given names, up to 120 characters; not while verified.' })
  givenName?: string | null;

  @Field(() => String, { nullable: true, description: 'Family name, up to 120 characters; not while verified.' })
  familyName?: string | null;

  @Field(() => String, { nullable: true, description: 'Name at birth, up to 120 characters; not while verified.' })
  birthName?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Date of birth, 1890 to today; not while verified.' })
  birthDate?: string | null;

  @Field(() => String, { nullable: true, description: 'Place of birth, up to 120 characters; not while verified.' })
  birthPlace?: string | null;

  @Field(() => PostalAddressInput, { nullable: true, description: 'Postal address; not the parts that are verified.' })
  address?: PostalAddressInput | null;

  @Field(() => String, { nullable: true, description: 'E-mail address, up to 254 characters.' })
  email?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Telephone number, 5 to 15 digits with an optional leading `+`.',
  })
  phone?: string | null;

  @Field(() => ProfileLanguage, { nullable: true, description: 'Language to be addressed in; cannot be cleared.' })
  language?: ProfileLanguage | null;

  @Field(() => String, {
    description: 'Chosen by the client, 1 to 255 characters: the same key changes something once.',
  })
  idempotencyKey!: string;
}

@ObjectType('UpdateProfilePayload', { description: 'What became of the profile.' })
export class UpdateProfilePayload {
  @Field(() => Profile, { nullable: true, description: 'The profile as it is now.' })
  profile!: Profile | null;
}

@Resolver()
export class UpdateProfileResolver {
  @Needs({ scopes: ['profile'], consent: 'profile', personal: 'profile', kinds: ['citizen'] })
  @Mutation(() => UpdateProfilePayload, {
    nullable: true,
    description: 'Changes what she tells of herself. `BAD_USER_INPUT` and `FIELD_VERIFIED` name the fields.',
  })
  async updateProfile(
    @Arg('input', () => UpdateProfileInput, { description: 'What to change.' })
    { idempotencyKey, ...change }: UpdateProfileInput,
    @Ctx() context: RequestContext,
  ): Promise<UpdateProfilePayload> {
    const id = await updateProfile({ change, idempotencyKey }, context);
    return { profile: await context.load(profileByCitizen, id) };
  }
}
