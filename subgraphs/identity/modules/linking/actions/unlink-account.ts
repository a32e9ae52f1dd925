import { isUuid, SYSTEM_VIEWER, type Work } from '../../../../../platform/database/index.ts';
import { invariant, NotFoundError } from '../../../../../platform/errors/index.ts';
import { claimKey } from '../../../../../platform/log/index.ts';
import type { RequestContext } from '../../../../../platform/subgraph/index.ts';
import { TRUST_LEVELS } from '../../../../../platform/visa/index.ts';
import { hasWayIn } from '../../../actions/has-way-in.ts';
import { LastSignInMethodError } from '../../../domain/errors.ts';
import type { IdentityServices } from '../../../services.ts';
import { wayName } from '../../sign-in/actions/method-names.ts';
import { checkFreshSession } from './fresh-session.ts';
import { publishLink } from './publish-link.ts';

interface Input {
  readonly linkedAccountId: string;
  readonly idempotencyKey: string;
}

interface Gone {
  readonly version: number;
  readonly provider: string;
  readonly holder: string;
}

/**
 * Takes a linked account away (Kontoverknüpfung aufheben). What it proved is no longer proven, sessions that began with it
 * end (this one excepted), and she keeps a way to sign in. One transaction: account, proof, sessions and the event.
 *
 * @returns the id of the account that is gone
 * @throws NotFoundError, FreshSignInRequiredError, LastSignInMethodError
 */
export async function unlinkAccount(input: Input, context: RequestContext<IdentityServices>): Promise<string> {
  const { principal, services } = context;
  const { linkedAccountId: id, idempotencyKey: key } = input;
  const citizen = principal.citizenId;
  invariant(citizen, 'only a person unlinks an account');
  if (!isUuid(id)) throw new NotFoundError();
  // As the hub itself: no role of a person may change what is proven of her. Every statement names the citizen.
  return services.database.unitOfWork(SYSTEM_VIEWER, async (work) => {
    const claim = await claimKey(work, { principal, mutation: 'unlinkAccount', key, body: { id }, resultId: id });
    if (!claim.first) return id;
    await checkFreshSession(work, principal.session, citizen);
    await endSessions(work, id, citizen, principal.session ?? null);
    const gone = await remove(work, id, citizen);
    await lowerProof(work, citizen);
    const { version, provider, holder } = gone;
    const method = wayName(provider, services);
    publishLink(work, { id, citizen, version: version + 1 }, 'ACCOUNT_UNLINKED', { provider, holder, method });
    return id;
  });
}

async function remove(work: Work, id: string, citizen: string): Promise<Gone> {
  // Two at once wait for each other here: else each would leave the other as the last way in.
  await work.sql`select from citizen where id = ${citizen} for update`;
  const [gone] = await work.sql<Gone>`
    delete from linked_account where id = ${id} and citizen = ${citizen} returning version, provider, holder`;
  if (!gone) throw new NotFoundError();
  if (gone.holder === 'PERSON' && !(await hasWayIn(work, citizen))) throw new LastSignInMethodError();
  return gone;
}

async function endSessions(work: Work, account: string, citizen: string, here: string | null): Promise<void> {
  await work.sql`
    update session set ended_at = now()
    where linked_account = ${account} and citizen = ${citizen} and ended_at is null and id is distinct from ${here}::uuid`;
}

/** Proven is what an account that is still linked has proven. */
async function lowerProof(work: Work, citizen: string): Promise<void> {
  await work.sql`
    update citizen set rights_version = rights_version + 1, proof = coalesce(
      (select level from linked_account where citizen = ${citizen} and holder = 'PERSON'
        order by array_position(${TRUST_LEVELS}, level) desc limit 1), 'BASIC')
    where id = ${citizen}`;
}
