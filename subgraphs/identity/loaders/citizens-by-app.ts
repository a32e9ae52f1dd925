import { SYSTEM_VIEWER, sql } from '../../../platform/database/index.ts';
import { defineLoader, type RequestContext } from '../../../platform/subgraph/index.ts';
import type { IdentityServices } from '../services.ts';

/** How many citizens let an app in at this moment: a number, counted by the hub itself, because no clerk sees their consents. */
export const citizensByApp = defineLoader<string, number>({
  batch: async (clients, { services }: RequestContext<IdentityServices>) => {
    const rows = await services.database.readOnce<{ client: string; count: number }>(
      SYSTEM_VIEWER,
      sql`select client, count(*)::int as count from consent
        where client = any(${clients}::text[]) and purpose = 'openid' and revoked_at is null
          and (expires_at is null or expires_at > now()) group by client`,
    );
    return clients.map((client) => rows.find((row) => row.client === client)?.count ?? 0);
  },
});
