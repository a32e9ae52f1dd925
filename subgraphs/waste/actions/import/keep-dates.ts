import type { Database, Work } from '../../../../platform/database/index.ts';
import type { IsoDate } from '../../modules/calendar/domain/iso-date.ts';
import type { PickupRow } from './calendar-rows.ts';
import { buildStep, type NewCalendar } from './calendar-version.ts';
import { chunksOf } from './write-rows.ts';

/** From when to when a new calendar speaks about one kind of waste of one address or tour. */
interface Span {
  target: string;
  fraction: string;
  first: IsoDate;
  last: IsoDate;
}

/** Each may bring some dozens of dates. */
const SPANS_AT_ONCE = 200;
/** Nobody looks further back. */
const KEPT_DAYS = 400;

/**
 * Takes over from the calendar in force what the new one does not speak about: dates before its first one, so that next
 * year's calendar, imported in December, leaves the bins of this December where they are. A coming date that the new
 * calendar should name and does not is kept as cancelled, so that calendar programs take it away.
 */
export async function keepDates(
  database: Database,
  calendar: NewCalendar,
  { pickups, today }: { pickups: readonly PickupRow[]; today: IsoDate },
): Promise<void> {
  if (calendar.previous === null) return;
  for (const spans of chunksOf(toSpans(pickups), SPANS_AT_ONCE))
    await buildStep(database, calendar, (work) => keepSome(work, { calendar, spans, today }));
}

interface Keeping {
  calendar: NewCalendar;
  spans: readonly Span[];
  today: IsoDate;
}

const keepSome = ({ sql }: Work, { calendar, spans, today }: Keeping) => sql`
  insert into pickup (calendar, id, target, fraction, label, colour, date, original_date, shift_reason,
    sequence, changed_at, is_cancelled)
  select ${calendar.id}, old.id, old.target, old.fraction, old.label, old.colour, old.date, old.original_date,
    old.shift_reason, old.sequence + (kept.is_new_cancellation)::int,
    case when kept.is_new_cancellation then now() else old.changed_at end, old.is_cancelled or kept.is_new_cancellation
  from jsonb_to_recordset(${JSON.stringify(spans)}::jsonb) as span(target uuid, fraction text, first date, last date)
  join pickup old on old.calendar = ${calendar.previous} and old.target = span.target and old.fraction = span.fraction
  cross join lateral (select old.date >= span.first and not old.is_cancelled as is_new_cancellation) kept
  where old.date >= ${today}::date - ${KEPT_DAYS}
    and (old.date < span.first or old.date between ${today}::date and span.last)
  on conflict (calendar, id) do nothing`;

function toSpans(pickups: readonly PickupRow[]): Span[] {
  const spans = new Map<string, Span>();
  for (const { target, fraction, date } of pickups) {
    const key = `${target} ${fraction}`;
    const span = spans.get(key) ?? { target, fraction, first: date, last: date };
    if (date < span.first) span.first = date;
    if (date > span.last) span.last = date;
    spans.set(key, span);
  }
  return [...spans.values()];
}
