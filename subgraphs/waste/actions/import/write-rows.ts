import { type Database, raw } from '../../../../platform/database/index.ts';
import type { CalendarRows } from './calendar-rows.ts';
import { buildStep, type NewCalendar } from './calendar-version.ts';

/** Rows written in one transaction: some tens of milliseconds. */
const WRITTEN_AT_ONCE = 2_000;

const COLUMNS = {
  street: 'id uuid, name text, name_search text, postal_code text, search text, sort_key text',
  address:
    'id uuid, street uuid, label text, number_from int, suffix_from text, number_to int, suffix_to text, parity text, sort_key text',
  tour: 'id uuid, name text',
  address_tour: 'address uuid, tour uuid',
} as const;
const PICKUP_COLUMNS =
  'id uuid, target uuid, fraction text, label text, colour text, date date, original_date date, shift_reason text';

/** Writes a calendar into its new version, which nobody sees yet. */
export async function writeRows(database: Database, calendar: NewCalendar, rows: CalendarRows): Promise<void> {
  const tables = { street: rows.streets, address: rows.addresses, tour: rows.tours, address_tour: rows.addressTours };
  for (const [table, list] of Object.entries(tables) as [keyof typeof COLUMNS, object[]][])
    for (const chunk of chunksOf(list, WRITTEN_AT_ONCE)) await writeChunk(database, calendar, table, chunk);
  for (const chunk of chunksOf(rows.pickups, WRITTEN_AT_ONCE)) await writePickups(database, calendar, chunk);
}

function writeChunk(database: Database, calendar: NewCalendar, table: keyof typeof COLUMNS, chunk: object[]) {
  const columns = COLUMNS[table];
  const names = raw(columns.replace(/ (?:uuid|text|int)\b/g, ''));
  return buildStep(
    database,
    calendar,
    ({ sql }) => sql`
      insert into ${raw(table)} (calendar, ${names})
      select ${calendar.id}, ${names} from jsonb_to_recordset(${JSON.stringify(chunk)}::jsonb) as entry(${raw(columns)})
      on conflict do nothing`,
  );
}

/**
 * A date that was there before keeps its count of changes, raised when something that calendars show is different. It is
 * looked up one by one: right after an import the planner knows nothing of the rows and would read all for each chunk.
 */
function writePickups(database: Database, calendar: NewCalendar, chunk: object[]) {
  const { id, previous } = calendar;
  const isSame = raw(`old.id is not null and not old.is_cancelled
    and (old.date, old.label, old.original_date, old.shift_reason)
      is not distinct from (new.date, new.label, new.original_date, new.shift_reason)`);
  return buildStep(
    database,
    calendar,
    ({ sql }) => sql`
      insert into pickup (calendar, id, target, fraction, label, colour, date, original_date, shift_reason, sequence, changed_at)
      select ${id}, new.id, new.target, new.fraction, new.label, new.colour, new.date, new.original_date, new.shift_reason,
        case when ${isSame} then old.sequence else coalesce(old.sequence + 1, 0) end,
        case when ${isSame} then old.changed_at else now() end
      from jsonb_to_recordset(${JSON.stringify(chunk)}::jsonb) as new(${raw(PICKUP_COLUMNS)})
      left join lateral (select * from pickup where calendar = ${previous}::uuid and id = new.id limit 1) old on true`,
  );
}

export function* chunksOf<Item>(items: readonly Item[], size: number): Generator<Item[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
