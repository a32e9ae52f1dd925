import { v7 as uuidv7 } from 'uuid';
import { isUuid, type Work } from '../../../platform/database/index.ts';
import { invariant, NotFoundError } from '../../../platform/errors/index.ts';
import { claimKey } from '../../../platform/log/index.ts';
import type { RequestContext } from '../../../platform/subgraph/index.ts';
import type { Principal } from '../../../platform/visa/index.ts';

/** The party in whose matter she acts now. */
export function partyOf({ parties }: Principal): string {
  const [party] = parties;
  invariant(party, 'who changes something acts for a party');
  return party;
}

/**
 * Sets her home (Zuhause festlegen): the address whose bins concern her. Setting the same again changes nothing.
 *
 * @returns the id of the address
 * @throws NotFoundError for an address that is not in the calendar
 */
export async function setHome(
  { addressId, idempotencyKey: key }: { addressId: string; idempotencyKey: string },
  context: RequestContext,
): Promise<string> {
  const { principal } = context;
  if (!isUuid(addressId)) throw new NotFoundError();
  const body = { party: partyOf(principal), addressId };
  return context.unitOfWork(async (work) => {
    const claim = await claimKey(work, { principal, mutation: 'setHome', key, body, resultId: addressId });
    if (!claim.first) return claim.id;
    await checkAddress(work, addressId);
    const [changed] = await work.sql<ChangedHome>`
      insert into home (id, party, address, version) values (${uuidv7()}, ${body.party}, ${addressId}, 1)
      on conflict (party) do update set address = excluded.address, version = home.version + 1, changed_at = now()
      where home.address is distinct from excluded.address
      returning id, version`;
    if (changed) publishChange(work, { ...changed, party: body.party, state: 'SET' });
    return addressId;
  });
}

/** Removes her home (Zuhause entfernen); where there is none, nothing happens. */
export async function removeHome(
  { idempotencyKey: key }: { idempotencyKey: string },
  context: RequestContext,
): Promise<string> {
  const { principal } = context;
  const party = partyOf(principal);
  return context.unitOfWork(async (work) => {
    const claim = await claimKey(work, { principal, mutation: 'removeHome', key, body: { party }, resultId: party });
    if (!claim.first) return party;
    const [changed] = await work.sql<ChangedHome>`
      update home set address = null, version = version + 1, changed_at = now()
      where party = ${party} and address is not null returning id, version`;
    if (changed) publishChange(work, { ...changed, party, state: 'REMOVED' });
    return party;
  });
}

/**
 * Checks that an address is in the calendar in force.
 *
 * @throws NotFoundError
 */
export async function checkAddress({ sql }: Work, id: string): Promise<void> {
  const found = await sql`select id from current_address where id = ${id}`;
  if (found.length === 0) throw new NotFoundError('This address is not in the collection calendar.');
}

interface ChangedHome {
  id: string;
  version: number;
}

/** Which address it is stays out of the log: the log is not erased. */
const publishChange = (work: Work, { id, version, party, state }: ChangedHome & { party: string; state: string }) =>
  work.publish(() => ({ subject: id, version, kind: 'HOME_CHANGED', state, parties: [party], office: null }));
