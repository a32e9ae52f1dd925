import { v7 as uuidv7 } from 'uuid';
import { NotFoundError } from '../../../../../platform/errors/index.ts';
import { claimKey } from '../../../../../platform/log/index.ts';
import type { RequestContext } from '../../../../../platform/subgraph/index.ts';
import type { FavouriteStopCall } from './add-favourite-stop.ts';
import { favouriteParty } from './favourite-party.ts';

/**
 * Forgets a favourite stop (Haltestelle vergessen), also one that no timetable knows any more.
 *
 * @throws NotFoundError when it is none of hers
 */
export async function removeFavouriteStop(
  { stopId, idempotencyKey: key }: FavouriteStopCall,
  context: RequestContext,
): Promise<void> {
  const { principal } = context;
  const party = favouriteParty(principal);
  await context.unitOfWork(async (work) => {
    const call = { principal, mutation: 'removeFavouriteStop', key, body: { stopId }, resultId: uuidv7() };
    if (!(await claimKey(work, call)).first) return;
    const [gone] = await work.sql<{ id: string }>`
      delete from favourite_stop where party = ${party} and stop_id = ${stopId} returning id`;
    if (!gone) throw new NotFoundError('This is none of your favourite stops.');
    work.publish(() => ({
      subject: gone.id,
      version: 2,
      kind: 'FAVOURITE_STOP_REMOVED',
      state: 'REMOVED',
      parties: [party],
      office: null,
    }));
  });
}
