import { Ctx, Field, FieldResolver, ObjectType, Resolver, Root, registerEnumType } from 'type-graphql';
import { DateTimeScalar, type RequestContext } from '../../../platform/subgraph/index.ts';
import { Message } from '../entities/message.ts';
import { messageById } from '../loaders/message-by-id.ts';

/** Mailbox event type (Art des Postfachereignisses), as the graph shows it. */
export enum MailboxEventType {
  MESSAGE_RECEIVED = 'MESSAGE_RECEIVED',
  MESSAGE_READ = 'MESSAGE_READ',
}
registerEnumType(MailboxEventType, {
  name: 'MailboxEventType',
  description: 'What happened in a mailbox.',
  valuesConfig: {
    MESSAGE_RECEIVED: { description: 'A message arrived.' },
    MESSAGE_READ: { description: 'A message was marked read, on this device or another.' },
  },
});

/** Mailbox event (Postfachereignis). */
@ObjectType('MailboxEvent', { description: 'Something happened in a mailbox (Postfachereignis).' })
export class MailboxEvent {
  @Field(() => String, { description: 'Continues after this event.' })
  cursor!: string;

  @Field(() => DateTimeScalar, { description: 'When it happened.' })
  occurredAt!: Date;

  @Field(() => MailboxEventType, { description: 'What happened.' })
  type!: MailboxEventType;

  messageId!: string;
}

@Resolver(() => MailboxEvent)
export class MailboxEventResolver {
  @FieldResolver(() => Message, { nullable: true, description: 'The message as it is now; null when it was deleted.' })
  message(@Root() { messageId }: MailboxEvent, @Ctx() context: RequestContext): Promise<Message | null> {
    return context.load(messageById, messageId);
  }
}
