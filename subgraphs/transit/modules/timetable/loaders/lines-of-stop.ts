import { sql } from '../../../../../platform/database/index.ts';
import { defineLoader } from '../../../../../platform/subgraph/index.ts';
import type { Line } from '../entities/line.ts';
import { AGENCY_JOIN, LINE_COLUMNS, type LineRow, toLine } from './line-rows.ts';
import { placesOf } from './places.ts';

type Row = LineRow & { asked: string };

/** Lines (Linien) that serve a stop, in the order of the company. Two statements for any number of stops. */
export const linesOfStop = defineLoader<string, Line[]>({
  batch: async (ids, context) => {
    const places = (await placesOf(ids, context)).flatMap(({ asked, version, stops }) =>
      stops.map((stop) => ({ asked, version, stop })),
    );
    const rows = await context.sql<Row>(sql`
      select p.asked, ${LINE_COLUMNS} from (
        select distinct p.asked, l.version, l.route
        from unnest(
          ${places.map(({ asked }) => asked)}::text[], ${places.map(({ version }) => version)}::int[],
          ${places.map(({ stop }) => stop)}::int[]
        ) as p(asked, version, stop)
        join stop_line l on l.version = p.version and l.stop = p.stop
      ) p
      join feed f on f.version = p.version
      join route r on r.version = p.version and r.number = p.route ${AGENCY_JOIN}
      order by r.sort_order nulls last, r.short_name, r.id`);
    const byStop = Map.groupBy(rows, ({ asked }) => asked);
    return ids.map((id) => (byStop.get(id) ?? []).map(toLine));
  },
});
