import { defineLoader } from '../../../platform/subgraph/index.ts';
import { LinkedAccount } from '../entities/linked-account.ts';

/** Linked accounts of citizens, oldest first. */
export const linkedAccountsByCitizen = defineLoader<string, LinkedAccount[]>({
  batch: async (citizens, context) => {
    const accounts = await context.em.find(
      LinkedAccount,
      { citizen: { $in: [...citizens] } },
      { orderBy: { linkedAt: 'asc', id: 'asc' } },
    );
    return citizens.map((citizen) => accounts.filter((account) => account.citizen === citizen));
  },
});
