import { v7 as uuidv7 } from 'uuid';
import type { Work } from '../../../../../platform/database/index.ts';
import { NotFoundError } from '../../../../../platform/errors/index.ts';
import { claimKey } from '../../../../../platform/log/index.ts';
import type { RequestContext } from '../../../../../platform/subgraph/index.ts';
import { stopById } from '../../timetable/loaders/stop-by-id.ts';
import { FavouritesFullError } from '../domain/errors.ts';
import { MAX_FAVOURITES } from '../domain/limit.ts';
import { favouriteParty } from './favourite-party.ts';

export interface FavouriteStopCall {
  stopId: string;
  idempotencyKey: string;
}

/**
 * Keeps a stop among the favourites (Haltestelle merken). One that is there already stays where it is.
 *
 * @throws NotFoundError when there is no such stop, FavouritesFullError when there is no room
 */
export async function addFavouriteStop(
  { stopId, idempotencyKey: key }: FavouriteStopCall,
  context: RequestContext,
): Promise<void> {
  const { principal } = context;
  const known = (await context.load(stopById, stopId)) !== null;
  await context.unitOfWork(async (work) => {
    const call = { principal, mutation: 'addFavouriteStop', key, body: { stopId }, resultId: uuidv7() };
    const { id, first } = await claimKey(work, call);
    if (!first) return;
    // Thrown after the key was looked at: a repeated call is answered alike, even when the stop is gone by now.
    if (!known) throw new NotFoundError('There is no such stop.');
    await add(work, { id, party: favouriteParty(principal), stopId });
  });
}

async function add(work: Work, { id, party, stopId }: { id: string; party: string; stopId: string }): Promise<void> {
  // Two calls at once must not both take the last place.
  await work.sql`select pg_advisory_xact_lock(hashtextextended(${`favourites ${party}`}, 0))`;
  const rows = await work.sql<{ stop_id: string }>`select stop_id from favourite_stop where party = ${party}`;
  if (rows.some((row) => row.stop_id === stopId)) return;
  if (rows.length >= MAX_FAVOURITES) throw new FavouritesFullError(MAX_FAVOURITES);
  await work.sql`insert into favourite_stop (id, party, stop_id) values (${id}, ${party}, ${stopId})`;
  work.publish(() => ({
    subject: id,
    version: 1,
    kind: 'FAVOURITE_STOP_ADDED',
    state: 'ADDED',
    parties: [party],
    office: null,
  }));
}
