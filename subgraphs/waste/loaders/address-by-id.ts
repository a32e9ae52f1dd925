import { isUuid } from '../../../platform/database/index.ts';
import { defineLoader } from '../../../platform/subgraph/index.ts';
import { Address } from '../entities/address.ts';

/** Addresses by id; null for one that is not in the calendar (any more), or that is no id at all. */
export const addressById = defineLoader<string, Address | null>({
  batch: async (ids, context) => {
    const wanted = ids.filter(isUuid);
    const found = wanted.length > 0 ? await context.em.find(Address, { id: { $in: wanted } }) : [];
    const byId = new Map(found.map((address) => [address.id, address]));
    return ids.map((id) => byId.get(id) ?? null);
  },
});
