import { isUuid, type Work } from '../../../../../platform/database/index.ts';
import { invariant, NotFoundError } from '../../../../../platform/errors/index.ts';
import { claimKey } from '../../../../../platform/log/index.ts';
import type { RequestContext } from '../../../../../platform/subgraph/index.ts';

interface Input {
  readonly sessionId: string;
  readonly idempotencyKey: string;
}

/**
 * Ends a sign-in of hers from afar (Abmelden aus der Ferne), and with it the earlier ones of the same browser. Ending one
 * that has ended changes nothing.
 *
 * @throws NotFoundError for one that is not hers
 */
export async function endSession(input: Input, context: RequestContext): Promise<string> {
  const { principal } = context;
  const { sessionId: id, idempotencyKey: key } = input;
  const citizen = principal.citizenId;
  invariant(citizen, 'only a person ends a session');
  if (!isUuid(id)) throw new NotFoundError();
  await context.unitOfWork(async (work) => {
    const claim = await claimKey(work, { principal, mutation: 'endSession', key, body: { id }, resultId: id });
    if (claim.first) await endSessionOf(work, citizen, id);
  });
  return id;
}

/** @throws NotFoundError */
export async function endSessionOf(work: Work, citizen: string, id: string): Promise<void> {
  if (!isUuid(id)) throw new NotFoundError();
  const [session] = await work.sql<{ browser: string | null }>`
    select browser from session where id = ${id} and citizen = ${citizen}`;
  if (!session) throw new NotFoundError();
  await work.sql`
    update session set ended_at = now()
    where citizen = ${citizen} and ended_at is null and (id = ${id} or browser = ${session.browser})`;
}
