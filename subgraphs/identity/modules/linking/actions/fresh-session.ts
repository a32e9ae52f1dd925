import type { Work } from '../../../../../platform/database/index.ts';

export const FRESH_SECONDS = 300;

/** Changing what signs in wants a sign-in of the last five minutes: whoever sits down at an open browser later has none. */
export async function isFreshSession(
  work: Work,
  session: string | null | undefined,
  citizen: string,
): Promise<boolean> {
  if (!session) return false;
  const rows = await work.sql`
    select from session where id = ${session}::uuid and citizen = ${citizen} and ended_at is null
      and created_at > now() - make_interval(secs => ${FRESH_SECONDS})`;
  return rows.length > 0;
}
