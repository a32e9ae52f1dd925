import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';

export enum AccountLinkState {
  STARTED = 'STARTED',
  LINKED = 'LINKED',
  REFUSED = 'REFUSED',
}
registerEnumType(AccountLinkState, {
  name: 'AccountLinkState',
  description: 'How far the linking of an account has come.',
  valuesConfig: {
    STARTED: { description: 'Waits for the sign-in at the provider, 10 minutes at most.' },
    LINKED: { description: 'Done: the account signs in to this citizen account.' },
    REFUSED: { description: 'Refused, for instance because the account belongs to another citizen account.' },
  },
});

/** Linking of an account (Kontoverknüpfung), from its start to its end. */
@Entity({ tableName: 'account_link' })
@ObjectType('AccountLink', { description: 'The linking of a further state account (Kontoverknüpfung).' })
export class AccountLink {
  @PrimaryKey({ type: 'uuid' })
  @Field(() => ID, { description: 'Id (UUIDv7).' })
  id!: string;

  @Property({ type: 'uuid' })
  citizen!: string;

  @Property({ type: 'text' })
  @Field(() => ID, { description: 'Short name of the account provider.' })
  provider!: string;

  @Property({ type: 'text' })
  returnUrl!: string;

  @Property({ type: 'text' })
  @Field(() => AccountLinkState, { description: 'State.' })
  state!: AccountLinkState;

  /** The account whose attributes are fetched anew; null for a new link. */
  @Property({ type: 'uuid', nullable: true })
  refreshes!: string | null;

  @Property({ type: 'uuid', nullable: true })
  linkedAccount!: string | null;

  @Property({ type: 'datetime' })
  expiresAt!: Date;
}
