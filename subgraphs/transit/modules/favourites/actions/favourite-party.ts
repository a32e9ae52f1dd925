import { invariant } from '../../../../../platform/errors/index.ts';
import type { Principal } from '../../../../../platform/visa/index.ts';

/** In whose name favourites are changed: the citizen's own, or that of the party she acts for. */
export function favouriteParty({ parties }: Principal): string {
  const [party] = parties;
  invariant(party, 'favourites are changed for a party');
  return party;
}
