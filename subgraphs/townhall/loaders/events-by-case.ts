import { raw, sql } from '../../../platform/database/index.ts';
import { EVENT_COLUMNS, type EventRow, type LogEvent, toLogEvent } from '../../../platform/log/index.ts';
import { defineLoader } from '../../../platform/subgraph/index.ts';

/** One asked page of a case's history: the steps after a version, in order. */
export interface CaseEventsKey {
  readonly caseId: string;
  readonly afterVersion: number;
  readonly limit: number;
}

/** A case's steps with the end of the log they were read at. A step that has no number yet comes after `head`. */
export interface CaseHistory {
  readonly head: number;
  readonly events: readonly LogEvent[];
}

type Row = EventRow & { place: number; head: string };

/**
 * Histories of all cases asked for, in one statement. Row rules show the viewer her own rows of the log; a case with
 * several parties has one row for each of them, of which one is enough.
 */
export const eventsByCase = defineLoader<CaseEventsKey, CaseHistory>({
  cacheKey: (key) => JSON.stringify(key),
  batch: async (keys, context) => {
    const rows = await context.sql<Row>(statementFor(keys));
    const head = Number(rows[0]?.head ?? 0);
    return keys.map((_, place) => ({ head, events: rows.filter((row) => row.place === place).map(toLogEvent) }));
  },
});

const statementFor = (keys: readonly CaseEventsKey[]) => sql`
  select k.place, log_state.last_seq as head, e.*
  from log_state
  cross join jsonb_to_recordset(${{ keys: keys.map((key, place) => ({ ...key, place })) }}->'keys')
    as k(place int, "caseId" uuid, "afterVersion" int, "limit" int)
  cross join lateral (
    select distinct on (version) ${raw(EVENT_COLUMNS)} from event
    where subject = k."caseId" and version > k."afterVersion"
    order by version limit k."limit"
  ) e
  order by k.place, e.version`;
