import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { isUuid } from '../../../platform/database/index.ts';
import { NotFoundError } from '../../../platform/errors/index.ts';
import { type RequestContext, toConnection, toPageRequest } from '../../../platform/subgraph/index.ts';
import { Citizen } from '../entities/citizen.ts';
import { Message } from '../entities/message.ts';
import { loadMailboxPage } from '../loaders/mailbox-page.ts';
import { messageById } from '../loaders/message-by-id.ts';
import { NeedsMailbox } from './mailbox-rights.ts';
import { MessageConnection } from './message-connection.ts';

@Resolver(() => Citizen)
export class MailboxResolver {
  @NeedsMailbox()
  @FieldResolver(() => MessageConnection, { nullable: true, description: 'Her mailbox (Postfach), newest first.' })
  async mailbox(
    @Root() { id: party }: Citizen,
    @Ctx() context: RequestContext,
    @Arg('first', () => Int, { nullable: true, description: 'How many messages, 1 to 100; default 20.' })
    first?: number | null,
    @Arg('after', () => String, { nullable: true, description: 'Continue after this `endCursor`.' })
    after?: string | null,
  ): Promise<MessageConnection> {
    const request = toPageRequest({ first, after });
    // Before the list: what arrives between the two is shown twice rather than never.
    const cursor = await context.log.headCursor({ party }, context.principal);
    const page = await loadMailboxPage(party, request, context);
    const connection = toConnection(page, ({ place }) => place);
    return Object.assign(new MessageConnection(), { ...connection, cursor, party });
  }
}

@Resolver()
export class MessageQueryResolver {
  @NeedsMailbox()
  @Query(() => Message, {
    nullable: true,
    description: 'A message of her own; null and `NOT_FOUND` for a missing or a foreign one.',
  })
  async message(
    @Arg('id', () => ID, { description: 'Id of the message.' }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<Message> {
    const message = isUuid(id) ? await context.load(messageById, id) : null;
    if (!message) throw new NotFoundError();
    return message;
  }
}
