import { raw, sql } from '../../../platform/database/index.ts';
import { defineLoader } from '../../../platform/subgraph/index.ts';
import type { CaseState } from '../domain/case-state.ts';
import { CASE_COLUMNS } from '../entities/case.ts';
import { type CaseRow, toCase } from './case-row.ts';
import type { CaseList } from './cases-by-citizen.ts';

/** One asked inbox: an office's cases, oldest first, those after (newer than) a case. */
export interface OfficeCasesKey {
  readonly office: number;
  readonly states: readonly CaseState[] | null;
  readonly after: string | null;
  readonly limit: number;
}

type Row = CaseRow & { place: number; head: string };

/** Stands for the beginning. Put in here: a `coalesce` in the statement would keep row rules from using the index. */
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** Inboxes of all offices asked for, with the head of the log, in one statement. */
export const casesByOffice = defineLoader<OfficeCasesKey, CaseList>({
  cacheKey: (key) => JSON.stringify(key),
  batch: async (keys, context) => {
    const rows = await context.sql<Row>(statementFor(keys));
    const head = Number(rows[0]?.head ?? 0);
    return keys.map((_, place) => ({
      head,
      cases: rows.filter((row) => row.place === place && row.id !== null).map(toCase),
    }));
  },
});

const statementFor = (keys: readonly OfficeCasesKey[]) => sql`
  select k.place, log_state.last_seq as head, c.*
  from log_state
  cross join jsonb_to_recordset(${{ keys: keys.map((key, place) => ({ ...key, after: key.after ?? FIRST_ID, place })) }}->'keys')
    as k(place int, office int, states jsonb, after uuid, "limit" int)
  left join lateral (
    select ${raw(CASE_COLUMNS)} from case_file
    where office = k.office and id > k.after
      and (k.states is null or k.states ? state)
    order by id limit k."limit"
  ) c on true
  order by k.place, c.id`;
