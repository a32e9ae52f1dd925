import { sql } from '../../../platform/database/index.ts';
import { BadUserInputError } from '../../../platform/errors/index.ts';
import { type Page, type PageRequest, type RequestContext, toPage } from '../../../platform/subgraph/index.ts';
import { Message } from '../entities/message.ts';

/** One page of a party's messages, newest first, continued after the place of the last one seen. */
export async function loadMailboxPage(
  party: string,
  request: PageRequest,
  context: RequestContext,
): Promise<Page<Message>> {
  const older = request.after === null ? {} : { place: { $lt: toPlace(request.after) } };
  const options = { orderBy: { place: 'desc' }, limit: request.first + 1 } as const;
  return toPage(await context.em.find(Message, { party, ...older }, options), request);
}

/** How many messages of a party are unread. */
export async function countUnread(party: string, context: RequestContext): Promise<number> {
  const [row] = await context.sql<{ unread: number }>(
    sql`select count(*)::int as unread from message where party = ${party} and read_at is null`,
  );
  return row?.unread ?? 0;
}

function toPlace(after: string): string {
  if (/^\d{1,18}$/.test(after)) return after;
  throw new BadUserInputError('This is not a cursor of this list.', { problems: [{ path: '/after', rule: 'cursor' }] });
}
