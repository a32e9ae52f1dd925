import { defineLoader } from '../../../platform/subgraph/index.ts';
import { Home } from '../entities/home.ts';

/** Homes by their citizen; null where she set none. */
export const homeByParty = defineLoader<string, Home | null>({
  batch: async (parties, context) => {
    const homes = await context.em.find(Home, { party: { $in: [...parties] } });
    const byParty = new Map(homes.map((home) => [home.party, home]));
    return parties.map((party) => byParty.get(party) ?? null);
  },
});
