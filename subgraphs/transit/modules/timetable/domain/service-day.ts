import { LRUCache } from 'lru-cache';

const NOON_SECONDS = 12 * 3600;
const DAY_SECONDS = 24 * 3600;

/** Starts of service days: looking into the rules of a zone costs more than all else on a board, and boards share their days. */
const starts = new LRUCache<string, Temporal.Instant>({ max: 1000 });

/** A moment as timetables write it: a service day and seconds from its start, which may go past 24 hours. */
export interface ServiceMoment {
  /** Service day (Betriebstag), `YYYY-MM-DD`. */
  date: string;
  seconds: number;
  /** IANA zone of the feed. */
  zone: string;
}

/**
 * Start of the service day (Betriebstag): noon minus 12 hours in the zone (GTFS reference, "Time").
 *
 * On the two nights when clocks change this is not midnight but 23:00 the day before (March) or 01:00 (October), which
 * is what keeps all daytime departures at the clock time printed in the timetable.
 */
export function serviceDayStart(date: string, zone: string): Temporal.Instant {
  const key = `${date} ${zone}`;
  const known = starts.get(key);
  if (known) return known;
  const noon = Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: zone, plainTime: '12:00' });
  const start = noon.toInstant().subtract({ seconds: NOON_SECONDS });
  starts.set(key, start);
  return start;
}

/** The instant of a timetable time: `seconds` from the start of the service day, above 86,400 for the small hours of the next. */
export const toInstant = (date: string, seconds: number, zone: string): Temporal.Instant =>
  serviceDayStart(date, zone).add({ seconds });

/** The same for a moment in one value. */
export const momentToInstant = ({ date, seconds, zone }: ServiceMoment): Temporal.Instant =>
  toInstant(date, seconds, zone);

/** What to look for: a stretch of time in the zone of the feed. */
export interface SearchWindow {
  zone: string;
  /** Length of the stretch in seconds. */
  seconds: number;
  /** The highest time in the feed in seconds; default 172,800 (48:00:00). Decides how many days to look back. */
  latestSecond?: number;
}

/** One service day and the stretch of its timetable times, both ends included, that falls into a search window. */
export interface ServiceDateRange {
  date: string;
  fromSecond: number;
  toSecond: number;
}

/**
 * Service days (Betriebstage) with departures in the stretch that starts at `instant`: yesterday's too, because its
 * night buses run after midnight. Earliest first; each with the range of times to ask the timetable for.
 */
export function serviceDatesFor(instant: Temporal.Instant, window: SearchWindow): ServiceDateRange[] {
  const latestSecond = window.latestSecond ?? 2 * DAY_SECONDS;
  const end = instant.add({ seconds: window.seconds });
  const last = localDate(end, window.zone).add({ days: 1 });
  let date = localDate(instant, window.zone).subtract({ days: Math.ceil(latestSecond / DAY_SECONDS) });
  const ranges: ServiceDateRange[] = [];
  for (; Temporal.PlainDate.compare(date, last) <= 0; date = date.add({ days: 1 })) {
    const start = serviceDayStart(date.toString(), window.zone);
    const fromSecond = Math.max(0, Math.ceil(secondsBetween(start, instant)));
    const toSecond = Math.min(latestSecond, Math.floor(secondsBetween(start, end)));
    if (fromSecond <= toSecond) ranges.push({ date: date.toString(), fromSecond, toSecond });
  }
  return ranges;
}

const localDate = (instant: Temporal.Instant, zone: string): Temporal.PlainDate =>
  instant.toZonedDateTimeISO(zone).toPlainDate();

const secondsBetween = (from: Temporal.Instant, to: Temporal.Instant): number =>
  (to.epochMilliseconds - from.epochMilliseconds) / 1000;
