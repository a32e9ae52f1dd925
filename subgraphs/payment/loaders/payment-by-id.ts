import { defineLoader } from '../../../platform/subgraph/index.ts';
import { Payment } from '../entities/payment.ts';

/** Payments by their ids; null for one the viewer may not see. */
export const paymentById = defineLoader<string, Payment | null>({
  batch: async (ids, context) => {
    const payments = await context.em.find(Payment, { id: { $in: [...ids] } });
    return ids.map((id) => payments.find((payment) => payment.id === id) ?? null);
  },
});
