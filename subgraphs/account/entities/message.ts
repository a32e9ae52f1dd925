import { BigIntType } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar } from '../../../platform/subgraph/index.ts';
import type { MessageParameters } from '../domain/message-draft.ts';
import type { MessageKindName } from '../domain/templates.ts';

/** Message kind (Nachrichtenart), as the graph shows it. */
export enum MessageKind {
  NOTIFICATION = 'NOTIFICATION',
  REQUEST = 'REQUEST',
  PAYMENT_REQUEST = 'PAYMENT_REQUEST',
}
registerEnumType(MessageKind, {
  name: 'MessageKind',
  description: 'What a message is (Nachrichtenart).',
  valuesConfig: {
    NOTIFICATION: { description: 'Tells something.' },
    REQUEST: { description: 'Asks for information or documents.' },
    PAYMENT_REQUEST: { description: 'Asks for a payment.' },
  },
});

/** Message (Nachricht): one per event and recipient. Keeps what it is about; the words are made when it is read. */
@Entity({ tableName: 'message' })
@ObjectType('Message', { description: 'A message (Nachricht) in a mailbox.' })
export class Message {
  /** UUIDv5 of event and recipient: the same event can never make a second one. */
  @PrimaryKey({ type: 'uuid' })
  @Field(() => ID, { description: 'Id of the message; opaque.' })
  id!: string;

  /** Order of arrival, the key of the pages: two messages of one millisecond keep their order. */
  @Property({ type: new BigIntType('string') })
  place!: string;

  /** Recipient: a citizen or an organisation. */
  @Property({ type: 'uuid' })
  party!: string;

  @Property({ type: 'text' })
  @Field(() => MessageKind, { description: 'What the message is.' })
  kind!: MessageKindName;

  @Property({ type: 'text' })
  template!: string;

  @Property({ type: 'json' })
  parameters!: MessageParameters;

  @Property({ type: 'uuid', nullable: true })
  caseId!: string | null;

  @Property({ type: 'datetime' })
  @Field(() => DateTimeScalar, { description: 'When it was put into the mailbox.' })
  sentAt!: Date;

  @Property({ type: 'datetime', nullable: true })
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was first marked read; null while unread.' })
  readAt!: Date | null;

  @Property({ type: 'int' })
  @Field(() => Int, { description: 'Version: 1 when sent, 2 when read.' })
  version!: number;
}
