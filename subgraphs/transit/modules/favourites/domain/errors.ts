import { HubError } from '../../../../../platform/errors/index.ts';

/** Too many favourite stops (zu viele Lieblingshaltestellen): remove one first; `details.limit`. Since 0.1. */
export class FavouritesFullError extends HubError {
  readonly code = 'FAVOURITES_FULL';
  override readonly status = 409;
  constructor(limit: number) {
    super(`There is room for ${limit} favourite stops.`, { details: { limit } });
  }
}
