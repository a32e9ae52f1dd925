import { raw, sql } from '../../../platform/database/index.ts';
import { FRACTIONS } from '../modules/calendar/domain/fraction.ts';
import type { IsoDate } from '../modules/calendar/domain/iso-date.ts';

export interface PickupsWanted {
  addresses: readonly string[];
  /** First day; undefined for all. */
  from?: IsoDate;
  /** For each address; undefined for all. */
  limit?: number;
  withCancelled?: boolean;
}

const ORDER = sql`p.date, array_position(${[...FRACTIONS]}::text[], p.fraction), p.label collate "C"`;

/**
 * The dates of some addresses, each with its own and those of its tours, in one statement. Two tours that name the same
 * date give it once.
 */
export const pickupsSql = ({ addresses, from, limit, withCancelled = false }: PickupsWanted): string => sql`
  select wanted.id as address, found.* from unnest(${addresses}::uuid[]) as wanted(id)
  cross join lateral (
    select distinct on (${raw(ORDER)}) p.id, p.date::text as date, p.fraction, p.label, p.colour,
      p.original_date::text as "originalDate", p.shift_reason as "shiftReason",
      p.sequence, p.changed_at::text as "changedAt", p.is_cancelled as "isCancelled"
    from (
      select calendar, id as target from current_address where id = wanted.id
      union all
      select calendar, tour from current_address_tour where address = wanted.id
    ) of
    join pickup p on p.calendar = of.calendar and p.target = of.target
    where ${raw(from ? sql`p.date >= ${from}::date` : 'true')} and ${raw(withCancelled ? 'true' : 'not p.is_cancelled')}
    order by ${raw(ORDER)}, p.is_cancelled
    ${raw(limit ? sql`limit ${limit}` : '')}
  ) found`;
