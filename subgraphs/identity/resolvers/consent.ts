import { Arg, Ctx, Field, FieldResolver, ID, InputType, Mutation, ObjectType, Resolver, Root } from 'type-graphql';
import { Needs } from '../../../platform/rights/index.ts';
import { LocalizedText, type RequestContext } from '../../../platform/subgraph/index.ts';
import { changeConsents } from '../actions/change-consents.ts';
import { revokeConsent } from '../actions/revoke-consent.ts';
import { Consent } from '../entities/consent.ts';
import type { IdentityServices } from '../services.ts';

@InputType('RevokeConsentInput', { description: 'Which consent is taken back.' })
export class RevokeConsentInput {
  @Field(() => ID, { description: 'Id of the consent.' })
  consentId!: string;

  @Field(() => String, { description: 'Chosen by the client: the same key changes nothing a second time.' })
  idempotencyKey!: string;
}

@ObjectType('RevokeConsentPayload', { description: 'What came of taking a consent back.' })
export class RevokeConsentPayload {
  @Field(() => Consent, { nullable: true, description: 'The consent, now revoked.' })
  consent!: Consent | null;
}

@InputType('ChangeConsentsInput', { description: 'What an app may from now on.' })
export class ChangeConsentsInput {
  @Field(() => ID, { description: 'Client id of the app.' })
  client!: string;

  @Field(() => [String], { description: 'All purposes that stand from now on; those left out are taken back.' })
  purposes!: string[];

  @Field(() => String, { description: 'Chosen by the client: the same key changes nothing a second time.' })
  idempotencyKey!: string;
}

@ObjectType('ChangeConsentsPayload', { description: 'What an app may now.' })
export class ChangeConsentsPayload {
  @Field(() => [Consent], { nullable: true, description: 'Her consents for this app that stand.' })
  consents!: Consent[];
}

const unnamed = (text: string) => ({ de: text, en: text, leicht: text });

/** Consents as the citizen reads them, and the way to take one back. */
@Resolver(() => Consent)
export class ConsentResolver {
  @FieldResolver(() => LocalizedText, { nullable: true, description: 'Name of the app.' })
  clientName(@Root() { client }: Consent, @Ctx() { services }: RequestContext<IdentityServices>) {
    return services.apps.get(client)?.name ?? unnamed(client);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Who answers for the app; null when it is registered no more.',
  })
  clientProvider(@Root() { client }: Consent, @Ctx() { services }: RequestContext<IdentityServices>) {
    return services.apps.get(client)?.provider ?? null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Where to reach them; null when it is registered no more.',
  })
  clientContact(@Root() { client }: Consent, @Ctx() { services }: RequestContext<IdentityServices>) {
    return services.apps.get(client)?.contact ?? null;
  }

  @FieldResolver(() => LocalizedText, { nullable: true, description: 'What the app said it needs this for.' })
  purposeText(@Root() { client, purpose }: Consent, @Ctx() { services }: RequestContext<IdentityServices>) {
    const app = services.apps.get(client);
    return app?.scopes.find(({ scope }) => scope === purpose)?.purpose ?? unnamed(purpose);
  }

  @FieldResolver(() => Boolean, { nullable: true, description: 'Whether it counts now: not revoked, not run out.' })
  stands(@Root() consent: Consent) {
    return consent.stands(new Date());
  }

  // A partner app may show consents, never change them.
  @Needs({ scopes: ['consents'], kinds: ['citizen', 'staff'] })
  @Mutation(() => ChangeConsentsPayload, {
    nullable: true,
    description:
      'Changes what an app she let in may: purposes are added and taken back at once. Errors: NOT_FOUND, BAD_USER_INPUT.',
  })
  changeConsents(
    @Arg('input', () => ChangeConsentsInput, { description: 'Which app, which purposes.' }) input: ChangeConsentsInput,
    @Ctx() context: RequestContext<IdentityServices>,
  ) {
    return changeConsents(input, context);
  }

  // A partner app may show consents, never change them.
  @Needs({ scopes: ['consents'], kinds: ['citizen', 'staff'] })
  @Mutation(() => RevokeConsentPayload, {
    nullable: true,
    description: 'Takes a consent back. The app sees nothing more of it from its next question on.',
  })
  revokeConsent(
    @Arg('input', () => RevokeConsentInput, { description: 'Which consent.' }) input: RevokeConsentInput,
    @Ctx() context: RequestContext<IdentityServices>,
  ) {
    return revokeConsent(input, context);
  }
}
