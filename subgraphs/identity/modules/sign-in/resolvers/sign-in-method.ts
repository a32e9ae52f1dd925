import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { TrustLevel } from '../../../../../platform/subgraph/index.ts';

export enum SignInMethodKind {
  PASSKEY = 'PASSKEY',
  EMAIL = 'EMAIL',
  TOTP = 'TOTP',
}
registerEnumType(SignInMethodKind, {
  name: 'SignInMethodKind',
  description: 'Kinds of sign-in methods of the hub itself; linked state accounts come on top.',
  valuesConfig: {
    PASSKEY: { description: 'Passkey: fingerprint, face, device PIN or security key.' },
    EMAIL: { description: 'One-time code by e-mail.' },
    TOTP: { description: 'Authenticator app, as second factor after a code by e-mail.' },
  },
});

/** Sign-in method (Anmeldeweg) of the hub itself. */
@ObjectType('SignInMethod', { description: 'A way of hers to sign in (Anmeldeweg) without a state account.' })
export class SignInMethod {
  @Field(() => ID, { description: 'Id (UUIDv7).' })
  id!: string;

  @Field(() => SignInMethodKind, { description: 'Kind.' })
  kind!: SignInMethodKind;

  @Field(() => String, { description: 'Her name for it; of an e-mail address the first letter and the domain.' })
  label!: string;

  @Field(() => TrustLevel, { description: 'Strength of a sign-in with it.' })
  level!: TrustLevel;

  @Field(() => Date, { description: 'Since when.' })
  addedAt!: Date;

  @Field(() => Date, { nullable: true, description: 'When it was last used; null: never yet.' })
  lastUsedAt!: Date | null;
}
