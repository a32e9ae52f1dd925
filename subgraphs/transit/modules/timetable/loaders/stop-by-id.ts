import { sql } from '../../../../../platform/database/index.ts';
import { defineLoader } from '../../../../../platform/subgraph/index.ts';
import type { Stop } from '../entities/stop.ts';
import { CURRENT_STOPS, STOP_COLUMNS, type StopRow, toStop } from './stop-rows.ts';

/** Stop by its public id. Where feeds share a stop, the first feed describes it. */
export const stopById = defineLoader<string, Stop | null>({
  batch: async (ids, context) => {
    const rows = await context.sql<StopRow>(sql`
      select distinct on (s.public_id) ${STOP_COLUMNS} from ${CURRENT_STOPS}
      where s.public_id = any(${[...ids]}::text[]) order by s.public_id, f.id`);
    const byId = new Map(rows.map((row) => [row.id, toStop(row)]));
    return ids.map((id) => byId.get(id) ?? null);
  },
});
