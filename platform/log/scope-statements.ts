import { raw, sql } from '../database/sql.ts';
import type { Viewer } from '../database/viewer.ts';
import type { Scope } from './cursor.ts';
import { EVENT_COLUMNS, type EventRow } from './events.ts';

/** Events read at once for one reader. */
export const PAGE = 100;

/** A reader's scope, and what she has read of it. */
interface Place {
  readonly scope: Scope;
  readonly seq: number;
}

/** An event, and whose of those who were read for. */
export type PlacedRow = EventRow & { place: number };

/** Who is concerned by something new: ids, and nothing of what has happened. */
export interface Concerned {
  readonly parties: readonly string[] | null;
  readonly offices: readonly number[] | null;
  readonly head: string;
}

export const CONCERNED = `
  select last_seq as head, found.* from log_state left join lateral (
    select array_agg(distinct party)::text[] as parties, array_agg(distinct office) filter (where lead) as offices
    from event where seq > $1 and seq <= last_seq
  ) found on true`;

export const keyOf = (scope: Scope): string | number => ('party' in scope ? scope.party : scope.office);

const isParty = ({ scope }: Place): boolean => 'party' in scope;
const idOf = ({ scope }: Place) => keyOf(scope);

/** Row level security holds here too: the viewer is exactly the union of those who wait. */
export function viewerFor(group: readonly Place[]): Viewer {
  const parties = group.flatMap(({ scope }) => ('party' in scope ? [scope.party] : []));
  const offices = group.flatMap(({ scope }) => ('office' in scope ? [scope.office] : []));
  return group.every(isParty)
    ? { role: 'v_citizen', self: null, parties: [...new Set(parties)], offices: [] }
    : { role: 'v_staff', self: null, parties: [], offices: [...new Set(offices)] };
}

/** All events of all of them, one page for each. */
export function statementFor(group: readonly Place[]): string {
  const byParty = group.every(isParty);
  const [column, type] = byParty ? [raw('party'), raw('uuid')] : [raw('office'), raw('int')];
  return sql`select log_state.last_seq as head, found.* from log_state left join (
      select s.place, e.*
      from unnest(${group.map((_, place) => place)}::int[], ${group.map(idOf)}::${type}[],
        ${group.map(({ seq }) => seq)}::bigint[]) as s(place, id, after)
      cross join lateral (
        select ${raw(EVENT_COLUMNS)} from event
        where ${byParty ? raw('') : raw('lead and')} ${column} = s.id and seq > s.after order by seq limit ${PAGE}
      ) e
    ) found on true order by found.seq`;
}
