import { type ImportLog, quoted } from '../import-log.ts';
import type { StopTimeRow } from '../tables/stop-times.ts';

const FILE = 'stop_times.txt';
const NONE = -1;

/** What the order of a trip depends on. Null times lie between timed stops. */
export type OrderedStop = Pick<StopTimeRow, 'line' | 'tripId' | 'sequence' | 'arrival' | 'departure'>;

/**
 * Checks row by row that a trip goes forward in sequence and time. It keeps two numbers per trip, so it can tell only
 * for rows that come in order; trips that do not are named in `scattered` and checked by `checkScattered`.
 */
export class TripOrder {
  readonly scattered = new Set<number>();
  /** Rows seen per trip. */
  readonly rows: Uint32Array;
  private readonly lastSequence: Int32Array;
  private readonly lastTime: Int32Array;
  private readonly log: ImportLog;

  constructor(trips: number, log: ImportLog) {
    this.rows = new Uint32Array(trips);
    this.lastSequence = new Int32Array(trips).fill(NONE);
    this.lastTime = new Int32Array(trips).fill(NONE);
    this.log = log;
  }

  add(trip: number, stop: OrderedStop): void {
    this.rows[trip] = (this.rows[trip] ?? 0) + 1;
    if (this.scattered.has(trip)) return;
    const last = this.lastSequence[trip] ?? NONE;
    if (stop.sequence < last) {
      this.scattered.add(trip);
      return;
    }
    if (stop.sequence === last) reportSequence(stop, this.log);
    this.lastSequence[trip] = stop.sequence;
    this.lastTime[trip] = checkTime(this.lastTime[trip] ?? NONE, stop, this.log);
  }
}

/** Checks trips whose rows do not come in order; takes all rows of these trips. */
export function checkScattered(stops: readonly OrderedStop[], log: ImportLog): void {
  for (const trip of Map.groupBy(stops, ({ tripId }) => tripId).values()) {
    let lastTime = NONE;
    let lastSequence = NONE;
    for (const stop of trip.sort((a, b) => a.sequence - b.sequence)) {
      if (stop.sequence === lastSequence) reportSequence(stop, log);
      lastSequence = stop.sequence;
      lastTime = checkTime(lastTime, stop, log);
    }
  }
}

/** Reports a time before the last one; answers the time to go on from. */
function checkTime(last: number, stop: OrderedStop, log: ImportLog): number {
  const { arrival, departure, line } = stop;
  const first = arrival ?? departure ?? last;
  const end = departure ?? arrival ?? last;
  if (first < last) {
    const place = { file: FILE, line, field: arrival === null ? 'departure_time' : 'arrival_time' };
    log.error('GTFS_TIME_DECREASING', place, `Trip ${quoted(stop.tripId)} arrives before it left the stop before.`);
  } else if (end < first) {
    const place = { file: FILE, line, field: 'departure_time' };
    log.error('GTFS_TIME_DECREASING', place, `Trip ${quoted(stop.tripId)} leaves before it arrives.`);
  }
  return Math.max(last, first, end);
}

function reportSequence({ tripId, line }: OrderedStop, log: ImportLog): void {
  const place = { file: FILE, line, field: 'stop_sequence' };
  log.error('GTFS_SEQUENCE_DUPLICATE', place, `Trip ${quoted(tripId)} has this stop_sequence twice.`);
}
