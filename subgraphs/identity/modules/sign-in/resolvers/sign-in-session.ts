import { Field, ID, ObjectType } from 'type-graphql';
import { LocalizedText, TrustLevel } from '../../../../../platform/subgraph/index.ts';

/** Sign-in session (Anmeldung), as the citizen sees it: enough to tell whether it was her. */
@ObjectType('SignInSession', { description: 'A sign-in of hers (Anmeldung): with what, from where, since when.' })
export class SignInSession {
  @Field(() => ID, { description: 'Id (UUIDv7).' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Browser and system: `Firefox · Android`; null when unknown.' })
  device!: string | null;

  @Field(() => String, { nullable: true, description: 'Town or region, where the hub knows it.' })
  place!: string | null;

  @Field(() => String, { description: 'Key of the method: `passkey`, `email`, `recovery`, or of an account provider.' })
  method!: string;

  @Field(() => LocalizedText, { description: 'Name of the method.' })
  methodName!: LocalizedText;

  @Field(() => TrustLevel, { description: 'Strength of this sign-in, apart from how well her identity is proven.' })
  strength!: TrustLevel;

  @Field(() => Date, { description: 'Since when.' })
  since!: Date;

  @Field(() => Date, { description: 'When an app last acted under it.' })
  lastUsedAt!: Date;

  @Field(() => Date, { description: 'When it ends by itself; sign in again before, and nothing is lost.' })
  expiresAt!: Date;

  @Field(() => Date, { nullable: true, description: 'When it was ended; null while it was not.' })
  endedAt!: Date | null;

  @Field(() => Boolean, { description: 'True for the one that asks.' })
  current!: boolean;
}
