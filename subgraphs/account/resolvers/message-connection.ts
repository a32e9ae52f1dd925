import { Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { connectionOf, type RequestContext } from '../../../platform/subgraph/index.ts';
import { Message } from '../entities/message.ts';
import { countUnread } from '../loaders/mailbox-page.ts';

/** Mailbox (Postfach), one page of it. */
@ObjectType('MessageConnection', { description: 'A page of a mailbox (Postfach), newest first, at most 100 messages.' })
export class MessageConnection extends connectionOf('Message', Message) {
  @Field(() => String, {
    description: 'Where the mailbox stood before it was read: give it to `mailboxEvents(after:)` to miss nothing.',
  })
  cursor!: string;

  /** Whose mailbox it is. */
  party!: string;
}

@Resolver(() => MessageConnection)
export class MessageConnectionResolver {
  @FieldResolver(() => Int, { description: 'Number of unread messages of the whole mailbox.' })
  unreadCount(@Root() { party }: MessageConnection, @Ctx() context: RequestContext): Promise<number> {
    return countUnread(party, context);
  }
}
