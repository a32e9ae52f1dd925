import type { Work } from '../../../../../platform/database/index.ts';
import { FreshSignInRequiredError } from '../../../domain/errors.ts';
import { FRESH_SECONDS } from '../../../domain/session-lifetime.ts';

/** Changing what signs in wants a fresh sign-in. @throws FreshSignInRequiredError */
export async function checkFreshSession(
  work: Work,
  session: string | null | undefined,
  citizen: string,
): Promise<void> {
  const fresh = session
    ? await work.sql`
        select from session where id = ${session}::uuid and citizen = ${citizen} and ended_at is null
          and created_at > now() - make_interval(secs => ${FRESH_SECONDS})`
    : [];
  if (fresh.length === 0) throw new FreshSignInRequiredError(FRESH_SECONDS);
}
