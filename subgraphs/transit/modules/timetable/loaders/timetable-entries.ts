import { raw, sql } from '../../../../../platform/database/index.ts';
import type { RequestContext } from '../../../../../platform/subgraph/index.ts';
import { DAY, SECOND } from '../../../../../platform/time.ts';
import { BOARD_DAYS, type TimetableEntry } from '../domain/board.ts';
import { serviceDatesFor } from '../domain/service-day.ts';
import type { Line } from '../entities/line.ts';
import { type EntryRow, toEntry } from './entry-rows.ts';
import { AGENCY_JOIN, LINE_COLUMNS } from './line-rows.ts';
import { type BoardingPlaces, placesOf } from './places.ts';

/** A question for the timetable: what leaves a stop from a moment on, at most `first` timed departures per place and day. */
export interface TimetableQuestion {
  stopId: string;
  at: Date;
  first: number;
}

/** One service day that one question looks at, in one feed. */
interface Span {
  question: number;
  version: number;
  zone: string;
  date: string;
  from: number;
  to: number;
  first: number;
}

/** Whether the service of trip `t` runs on the day of span `d`: an exception wins over the calendar. */
const RUNS = raw(`coalesce(
  (select x.kind = 'ADDED' from calendar_exception x
    where x.version = t.version and x.service = t.service and x.date = d.date),
  (select c.weekdays & (1 << (extract(isodow from d.date)::int - 1)) <> 0 and d.date between c.start_date and c.end_date
    from calendar c where c.version = t.version and c.service = t.service),
  false)`);

const TIME_COLUMNS = raw(
  'st.trip, st.sequence, st.departure, st.window_start, st.window_end, st.headsign, st.rule, st.pickup',
);

const BOARDING = raw(`stop_time st join trip t on t.version = st.version and t.number = st.trip
  where st.version = p.version and st.stop = p.stop and st.boarding`);

/**
 * What the timetable says about many stops, each from its own moment on, for the next days: two statements, however many
 * stops are asked for. For every place and service day the index on (stop, departure) is read from the asked second
 * until enough trips are found that run on this day; windows are few and are all taken.
 */
export async function timetableEntries(
  questions: readonly TimetableQuestion[],
  context: RequestContext<never>,
): Promise<TimetableEntry<Line>[][]> {
  const places = Map.groupBy(
    await placesOf(
      questions.map(({ stopId }) => stopId),
      context,
    ),
    ({ asked }) => asked,
  );
  const asked = questions.map(({ stopId }) => places.get(stopId) ?? []);
  const spans = questions.flatMap((question, index) => spansOf(question, index, asked[index] ?? []));
  if (spans.length === 0) return questions.map(() => []);
  const rows = await context.sql<EntryRow>(entriesSql(spans, asked));
  const found = Map.groupBy(rows, ({ span }) => spans[span - 1]?.question);
  return questions.map((_, index) => (found.get(index) ?? []).map((row) => toEntry(row, spans[row.span - 1] as Span)));
}

function spansOf({ at, first }: TimetableQuestion, question: number, places: readonly BoardingPlaces[]): Span[] {
  const instant = Temporal.Instant.fromEpochMilliseconds(at.getTime());
  return places.flatMap(({ version, zone, latest }) =>
    serviceDatesFor(instant, { zone, seconds: (BOARD_DAYS * DAY) / SECOND, latestSecond: latest }).map((range) => ({
      question,
      version,
      zone,
      date: range.date,
      from: range.fromSecond,
      to: range.toSecond,
      first,
    })),
  );
}

function entriesSql(spans: readonly Span[], asked: readonly BoardingPlaces[][]): string {
  const places = asked.flatMap((of, question) =>
    of.flatMap(({ version, stops }) => stops.map((stop) => ({ question, version, stop }))),
  );
  return sql`
    with p as (
      select * from unnest(
        ${places.map(({ question }) => question)}::int[], ${places.map(({ version }) => version)}::int[],
        ${places.map(({ stop }) => stop)}::int[]) as p(question, version, stop)
    ), d as (
      select * from unnest(
        ${spans.map(({ question }) => question)}::int[], ${spans.map(({ version }) => version)}::int[],
        ${spans.map(({ date }) => date)}::date[], ${spans.map(({ from }) => from)}::int[],
        ${spans.map(({ to }) => to)}::int[], ${spans.map(({ first }) => first)}::int[]
      ) with ordinality as d(question, version, date, first_second, last_second, count, span)
    )
    select d.span::int, e.version, e.trip, e.sequence, e.departure, e.window_start, e.window_end, e.pickup,
      coalesce(e.headsign, t.headsign) as headsign, t.wheelchair as trip_access, s.wheelchair as stop_access, s.platform,
      to_json(b) as rule, ${LINE_COLUMNS},
      (select to_json(c) from calendar c where c.version = b.version and c.service = b.notice_service) as notice_calendar,
      (select json_agg(x) from calendar_exception x
        where x.version = b.version and x.service = b.notice_service) as notice_exceptions
    from p join d on d.question = p.question and d.version = p.version
    cross join lateral (
      select p.version, timed.* from (
        select ${TIME_COLUMNS} from ${BOARDING} and st.departure is not null
          and st.departure between d.first_second and d.last_second and ${RUNS}
        order by st.departure limit d.count
      ) timed
      union all
      select p.version, ${TIME_COLUMNS} from ${BOARDING} and st.window_start is not null
        and st.window_end >= d.first_second and st.window_start <= d.last_second and ${RUNS}
    ) e
    join feed f on f.version = e.version
    join trip t on t.version = e.version and t.number = e.trip
    join stop s on s.version = e.version and s.number = p.stop
    join route r on r.version = e.version and r.number = t.route ${AGENCY_JOIN}
    left join booking_rule b on b.version = e.version and b.number = e.rule
    order by d.span, coalesce(e.departure, e.window_start), r.sort_order nulls last, r.short_name, r.id, e.trip, e.sequence`;
}
