import { raw, sql } from '../../../platform/database/index.ts';
import { defineLoader } from '../../../platform/subgraph/index.ts';
import type { CaseState } from '../domain/case-state.ts';
import { CASE_COLUMNS, type Case } from '../entities/case.ts';
import { type CaseRow, toCase } from './case-row.ts';

/** One asked list: a citizen's cases, newest first, those after (older than) a case. */
export interface CitizenCasesKey {
  readonly citizen: string;
  readonly states: readonly CaseState[] | null;
  readonly after: string | null;
  readonly limit: number;
}

/** A list with the end of the log it was read at: whoever follows from there repeats at most, and misses nothing. */
export interface CaseList {
  readonly head: number;
  readonly cases: readonly Case[];
}

type Row = CaseRow & { place: number; head: string };

/** Stands for the beginning. Put in here: a `coalesce` in the statement would keep row rules from using the index. */
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Lists of all citizens asked for, with the head of the log, in one statement and so of one snapshot. */
export const casesByCitizen = defineLoader<CitizenCasesKey, CaseList>({
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

const statementFor = (keys: readonly CitizenCasesKey[]) => sql`
  select k.place, log_state.last_seq as head, c.*
  from log_state
  cross join jsonb_to_recordset(${{ keys: keys.map((key, place) => ({ ...key, after: key.after ?? LAST_ID, place })) }}->'keys')
    as k(place int, citizen uuid, states jsonb, after uuid, "limit" int)
  left join lateral (
    select ${raw(CASE_COLUMNS)} from case_file
    where applicant = k.citizen and id < k.after
      and (k.states is null or k.states ? state)
    order by id desc limit k."limit"
  ) c on true
  order by k.place, c.id desc`;
