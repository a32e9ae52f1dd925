import { Arg, Resolver, Root, Subscription } from 'type-graphql';
import { NotFoundError } from '../../../platform/errors/index.ts';
import type { CursoredItem, LogStream } from '../../../platform/log/index.ts';
import type { RequestContext, StreamPayload } from '../../../platform/subgraph/index.ts';
import { MailboxEvent, MailboxEventType } from './mailbox-event.ts';
import { NeedsMailbox } from './mailbox-rights.ts';

@Resolver()
export class MailboxEventsResolver {
  @NeedsMailbox()
  @Subscription(() => MailboxEvent, {
    description: 'What happens in her mailbox. With `after` first everything since then, then live.',
    subscribe: ({ context, args }) => followMailbox(context as RequestContext, args.after),
  })
  mailboxEvents(
    @Root() event: MailboxEvent,
    @Arg('after', () => String, {
      nullable: true,
      description: 'A `cursor` of a mailbox or an event; from now when left out. Too old: `CURSOR_EXPIRED`.',
    })
    _after?: string | null,
  ): MailboxEvent {
    return event;
  }
}

/** Her whole log is followed; what is not of the mailbox only moves the cursor. */
function followMailbox(
  { principal, log, resumeAfter }: RequestContext,
  after?: string | null,
): LogStream<StreamPayload<MailboxEvent>> {
  const [party] = principal.parties;
  if (!party) throw new NotFoundError();
  const map = (item: CursoredItem) => ({ cursor: item.cursor, value: toMailboxEvent(item) });
  return log.follow({ scope: { party }, principal, after: resumeAfter ?? after, map });
}

function toMailboxEvent({ cursor, event }: CursoredItem): MailboxEvent | undefined {
  if (!event || !isMailboxEvent(event.kind)) return undefined;
  const { occurredAt, kind: type, subject: messageId } = event;
  return Object.assign(new MailboxEvent(), { cursor, occurredAt, type, messageId });
}

const isMailboxEvent = (kind: string): kind is MailboxEventType => Object.hasOwn(MailboxEventType, kind);
