import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { TrustLevel } from '../../../platform/subgraph/index.ts';
import type { VerifiedAttributes } from '../domain/attributes.ts';

export enum AccountHolder {
  PERSON = 'PERSON',
  ORGANISATION = 'ORGANISATION',
}
registerEnumType(AccountHolder, {
  name: 'AccountHolder',
  description: 'Whom a linked account speaks for.',
  valuesConfig: {
    PERSON: { description: 'The citizen herself: it signs her in and proves who she is.' },
    ORGANISATION: { description: 'An organisation she works for: it signs nobody in and proves nothing of her.' },
  },
});

/** Linked state account (verknüpftes Servicekonto): an identity at a provider that signs in to this citizen account. */
@Entity({ tableName: 'linked_account' })
@ObjectType('LinkedAccount', { description: 'A state account (BundID, Servicekonto) linked to a citizen account.' })
export class LinkedAccount {
  @PrimaryKey({ type: 'uuid' })
  @Field(() => ID, { description: 'Id (UUIDv7).' })
  id!: string;

  @Property({ type: 'uuid' })
  citizen!: string;

  @Property({ type: 'text' })
  @Field(() => ID, { description: 'Short name of the account provider.' })
  provider!: string;

  @Property({ type: 'text' })
  issuer!: string;

  /** Who this is at the provider. Issuer and subject together are the identity; an e-mail address never is. */
  @Property({ type: 'text' })
  subject!: string;

  /** bPK2: stable per service, see BundID's interface description 6.2.2. */
  @Property({ type: 'text', nullable: true })
  pseudonym!: string | null;

  @Property({ type: 'text' })
  @Field(() => TrustLevel, { description: 'Highest level at which this account was proven here.' })
  level!: TrustLevel;

  @Property({ type: 'text', nullable: true })
  provedBy!: string | null;

  @Property({ type: 'text' })
  @Field(() => AccountHolder, { description: 'Whom it speaks for.' })
  holder!: AccountHolder;

  /** Host the pseudonym was made for; another host would see another person. */
  @Property({ type: 'text', nullable: true })
  entityHost!: string | null;

  @Property({ type: 'datetime' })
  @Field(() => Date, { description: 'When the account last told its attributes.' })
  attributesAt!: Date;

  @Property({ type: 'int' })
  version!: number;

  @Property({ type: 'json' })
  attributes!: VerifiedAttributes;

  /** Address of her mailbox at the provider, sealed. */
  @Property({ type: 'text', nullable: true })
  mailboxHandle!: string | null;

  @Property({ type: 'datetime' })
  @Field(() => Date, { description: 'When it was linked.' })
  linkedAt!: Date;
}
