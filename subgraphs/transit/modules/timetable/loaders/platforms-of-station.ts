import { sql } from '../../../../../platform/database/index.ts';
import { defineLoader } from '../../../../../platform/subgraph/index.ts';
import type { Stop } from '../entities/stop.ts';
import { CURRENT_STOPS, STOP_COLUMNS, type StopRow, toStop } from './stop-rows.ts';

/** Platforms (Steige) of a station, in order of their signs and ids. */
export const platformsOfStation = defineLoader<string, Stop[]>({
  batch: async (stations, context) => {
    const rows = await context.sql<StopRow>(sql`
      select distinct on (s.public_id) ${STOP_COLUMNS} from ${CURRENT_STOPS}
      where s.station = any(${[...stations]}::text[]) order by s.public_id, f.id`);
    const byStation = Map.groupBy(rows, ({ station }) => station);
    return stations.map((station) => (byStation.get(station) ?? []).map(toStop));
  },
});
