import { sql } from '../../../platform/database/index.ts';
import { defineLoader } from '../../../platform/subgraph/index.ts';
import { Fee } from '../entities/fee.ts';

/** The fees each payment holds or held. */
export const feesByPayment = defineLoader<string, Fee[]>({
  batch: async (ids, context) => {
    const rows = await context.sql<{ payment_id: string; id: string }>(
      sql`select payment_fee.payment_id, fee.* from payment_fee join fee on fee.id = payment_fee.fee_id
        where payment_fee.payment_id = any(${[...ids]}::uuid[]) order by fee.created_at, fee.key`,
    );
    const { em } = context;
    const fees = rows.map(({ payment_id, ...row }) => ({ payment_id, fee: em.map(Fee, row) }));
    return ids.map((id) => fees.filter(({ payment_id }) => payment_id === id).map(({ fee }) => fee));
  },
});
