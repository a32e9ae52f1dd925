import { setTimeout as pause } from 'node:timers/promises';
import { NotFoundError } from '../../../../../platform/errors/index.ts';
import type { RequestContext, StreamPayload } from '../../../../../platform/subgraph/index.ts';
import type { TransitServices } from '../../../services.ts';
import { type BoardPlace, decodeBoardPlace, encodeBoardPlace, fingerprintOf, waitMs } from '../domain/board-cursor.ts';
import type { Departure } from '../entities/departure.ts';
import { departuresOfStop } from '../loaders/board-of-stop.ts';
import { stopById } from '../loaders/stop-by-id.ts';

const BOARD_ROWS = 10;

/**
 * Follows the board of a stop: now, and again when its trips change because time passes or a timetable is imported, but
 * not more often than once in an interval. A stream that is opened again from its cursor shows nothing that was shown.
 *
 * @throws NotFoundError when there is no such stop
 */
export async function* followBoard(
  stopId: string,
  context: RequestContext<TransitServices>,
): AsyncGenerator<StreamPayload<Departure[]>> {
  const { signal, services } = context;
  let place = decodeBoardPlace(context.resumeAfter);
  while (await waited(waitMs(place, services.clock().getTime(), services.boardIntervalMs), signal)) {
    const board = await readBoard(stopId, context);
    const next: BoardPlace = { lookedAtMs: services.clock().getTime(), fingerprint: fingerprintOf(board) };
    const changed = next.fingerprint !== place?.fingerprint;
    place = next;
    // Without a value only the cursor moves, so that a stream that is opened again keeps the rhythm.
    yield { cursor: encodeBoardPlace(place), ...(changed && { value: board }) };
  }
}

/** Reads in a session of its own: a stream must not hold a transaction open while it waits. */
async function readBoard(stopId: string, context: RequestContext<TransitServices>): Promise<Departure[]> {
  try {
    if ((await context.load(stopById, stopId)) === null) throw new NotFoundError();
    const at = context.services.clock();
    return await context.load(departuresOfStop, { stopId, at, first: BOARD_ROWS });
  } finally {
    await context.close();
  }
}

/** False when the stream is over. */
const waited = (ms: number, signal: AbortSignal): Promise<boolean> =>
  signal.aborted ? Promise.resolve(false) : pause(ms, true, { signal }).catch(() => false);
