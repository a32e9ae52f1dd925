import { defineLoader } from '../../../platform/subgraph/index.ts';
import { Consent } from '../entities/consent.ts';

/** Consents of citizens, newest first, revoked ones included. */
export const consentsByCitizen = defineLoader<string, Consent[]>({
  batch: async (citizens, context) => {
    const consents = await context.em.find(
      Consent,
      { citizen: { $in: [...citizens] } },
      { orderBy: { grantedAt: 'desc', id: 'desc' } },
    );
    return citizens.map((citizen) => consents.filter((consent) => consent.citizen === citizen));
  },
});
