import { defineLoader } from '../../../../../platform/subgraph/index.ts';
import { FavouriteStop } from '../entities/favourite-stop.ts';

/** Public ids of the favourite stops of a citizen, the first added first. */
export const favouritesOfCitizen = defineLoader<string, string[]>({
  batch: async (parties, context) => {
    const rows = await context.em.find(
      FavouriteStop,
      { party: { $in: [...parties] } },
      { orderBy: { addedAt: 'asc', id: 'asc' } },
    );
    const byParty = Map.groupBy(rows, ({ party }) => party);
    return parties.map((party) => (byParty.get(party) ?? []).map(({ stopId }) => stopId));
  },
});
