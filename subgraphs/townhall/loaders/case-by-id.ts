import { isUuid } from '../../../platform/database/index.ts';
import { defineLoader } from '../../../platform/subgraph/index.ts';
import { Case } from '../entities/case.ts';

/** Cases by id, as far as the viewer may see them; null for a foreign one and for one that does not exist. */
export const caseById = defineLoader<string, Case | null>({
  batch: async (ids, context) => {
    const possible = ids.filter(isUuid);
    const found = possible.length > 0 ? await context.em.find(Case, { id: { $in: possible } }) : [];
    const byId = new Map(found.map((each) => [each.id, each]));
    return ids.map((id) => byId.get(id) ?? null);
  },
});
