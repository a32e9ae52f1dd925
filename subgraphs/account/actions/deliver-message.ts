import { v5 as uuidv5 } from 'uuid';
import type { Work } from '../../../platform/database/index.ts';
import type { LogEvent } from '../../../platform/log/index.ts';
import { draftOf, type MessageDraft } from '../domain/message-draft.ts';
import { TEMPLATES } from '../domain/templates.ts';

/** Id of the one message that an event makes for a recipient. */
export const messageIdOf = (eventId: string, recipient: string): string => uuidv5(recipient, eventId);

/**
 * Puts the message of an event into the mailbox of the party concerned, if the event makes one. A second time it
 * changes nothing: no row, no event.
 */
export async function deliverMessage(work: Work, event: LogEvent): Promise<void> {
  const draft = draftOf(event);
  if (draft && (await insertMessage(work, event, draft))) publishReceived(work, event, draft);
}

async function insertMessage(work: Work, { eventId, party }: LogEvent, draft: MessageDraft): Promise<boolean> {
  const { template, parameters, caseId } = draft;
  const made = await work.sql`
    insert into message (id, party, kind, template, parameters, case_id, event_id)
    values (${messageIdOf(eventId, party)}, ${party}, ${TEMPLATES[template].kind}, ${template}, ${parameters},
      ${caseId}, ${eventId})
    on conflict do nothing returning id`;
  return made.length > 0;
}

function publishReceived(work: Work, { eventId, party }: LogEvent, { template, caseId }: MessageDraft): void {
  work.publish(() => ({
    subject: messageIdOf(eventId, party),
    version: 1,
    kind: 'MESSAGE_RECEIVED',
    state: 'UNREAD',
    parties: [party],
    office: null,
    data: { kind: TEMPLATES[template].kind, template, case: caseId },
  }));
}
