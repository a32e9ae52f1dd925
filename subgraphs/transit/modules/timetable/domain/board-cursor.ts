import { createHash } from 'node:crypto';

/** Where a live board (laufende Abfahrtstafel) stands: what was shown last, and when it was last looked at. */
export interface BoardPlace {
  lookedAtMs: number;
  fingerprint: string;
}

/** What tells two boards apart: the trips and their order. The earliest ride in an open window moves on its own and does not count. */
export const fingerprintOf = (board: readonly { id: string }[]): string =>
  createHash('sha256')
    .update(board.map(({ id }) => id).join('\n'))
    .digest('base64url')
    .slice(0, 16);

/** Cursor of a live board. It hides nothing: everything in it is public and was just shown. */
export const encodeBoardPlace = ({ lookedAtMs, fingerprint }: BoardPlace): string => `b.${lookedAtMs}.${fingerprint}`;

/** Reads a cursor; null for any other text, which means that the board begins anew. */
export function decodeBoardPlace(cursor: string | undefined): BoardPlace | null {
  const [, time, fingerprint] = /^b\.(\d{1,15})\.([\w-]{16})$/.exec(cursor ?? '') ?? [];
  return time && fingerprint ? { lookedAtMs: Number(time), fingerprint } : null;
}

/** How long to wait before the next look; a clock that was set back makes nobody wait longer. */
export const waitMs = (place: BoardPlace | null, nowMs: number, intervalMs: number): number =>
  place ? Math.min(intervalMs, Math.max(0, place.lookedAtMs + intervalMs - nowMs)) : 0;
