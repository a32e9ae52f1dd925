import { isUuid, type Work } from '../../../platform/database/index.ts';
import { NotFoundError } from '../../../platform/errors/index.ts';
import { claimKey } from '../../../platform/log/index.ts';
import type { RequestContext } from '../../../platform/subgraph/index.ts';
import type { Principal } from '../../../platform/visa/index.ts';

export interface MarkMessageRead {
  readonly messageId: string;
  readonly idempotencyKey: string;
}

/**
 * Read receipt (Abrufvermerk): notes once when a message was first read; the time never changes afterwards.
 *
 * @returns the id of the message
 * @throws NotFoundError for a message that is missing or somebody else's
 */
export async function markMessageRead(input: MarkMessageRead, context: RequestContext): Promise<string> {
  const { messageId, idempotencyKey: key } = input;
  const { principal } = context;
  return context.unitOfWork(async (work) => {
    const call = { principal, mutation: 'markMessageRead', key, body: { messageId }, resultId: toId(messageId) };
    const { id, first } = await claimKey(work, call);
    if (first) await noteReceipt(work, id, principal);
    return id;
  });
}

/** What is no id at all is answered like what is not there. */
function toId(messageId: string): string {
  if (!isUuid(messageId)) throw new NotFoundError();
  return messageId;
}

async function noteReceipt(work: Work, id: string, { parties }: Principal): Promise<void> {
  const [read] = await work.sql<{ party: string; version: number }>`
    update message set read_at = now(), version = version + 1
    where id = ${id} and party = any(${parties}::uuid[]) and read_at is null returning party, version`;
  if (!read) return checkThere(work, id, parties);
  const { party, version } = read;
  work.publish(() => ({
    subject: id,
    version,
    kind: 'MESSAGE_READ',
    state: 'READ',
    parties: [party],
    office: null,
  }));
}

async function checkThere(work: Work, id: string, parties: readonly string[]): Promise<void> {
  const found = await work.sql`select id from message where id = ${id} and party = any(${parties}::uuid[])`;
  if (found.length === 0) throw new NotFoundError();
}
