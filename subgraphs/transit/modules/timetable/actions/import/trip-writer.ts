import { frequencyStarts } from '../../domain/frequency.ts';
import type { NormalisedFeed } from '../../gtfs/normalised-feed.ts';
import type { StopTimeRow } from '../../gtfs/tables/stop-times.ts';
import type { TripRow } from '../../gtfs/tables/trips.ts';
import type { TripSurvey } from './trip-survey.ts';
import type { VersionWriter } from './version-writer.ts';

/** How ids of the feed became numbers. */
export interface Numbers {
  stops: ReadonlyMap<string, number>;
  routes: ReadonlyMap<string, number>;
  rules: ReadonlyMap<string, number>;
}

/** A trip that repeats: it is written once per run, after all its times are known. */
interface Template {
  trip: TripRow;
  times: StopTimeRow[];
}

/** Writes trips and their times. Afterwards `latestSecond` and `stopLines` tell what only all of them together show. */
export class TripWriter {
  /** Highest time written, in seconds of the service day; headways may go past what the feed itself writes. */
  latestSecond = 0;
  readonly #stopLines = new Map<number, Set<number>>();
  readonly #tripNumbers = new Map<string, number>();
  readonly #tripRoutes: number[] = [];
  readonly #templates = new Map<string, Template>();

  constructor(
    private readonly writer: VersionWriter,
    private readonly survey: TripSurvey,
    private readonly numbers: Numbers,
  ) {}

  async write(feed: NormalisedFeed): Promise<void> {
    for await (const rows of feed.trips()) for (const row of rows) await this.addTrip(row);
    for await (const rows of feed.stopTimes()) for (const row of rows) await this.addStopTime(row);
    for (const template of this.#templates.values()) await this.repeat(template);
    for (const [stop, routes] of this.#stopLines)
      await this.writer.addAll(
        'stop_line',
        [...routes].map((route) => ({ stop, route })),
      );
  }

  private async addTrip(row: TripRow): Promise<void> {
    if (this.survey.headways.has(row.tripId)) this.#templates.set(row.tripId, { trip: row, times: [] });
    else this.#tripNumbers.set(row.tripId, await this.writeTrip(row));
  }

  private async writeTrip({ routeId, serviceId, headsign, wheelchair }: TripRow): Promise<number> {
    const number = this.#tripRoutes.length;
    const route = this.numbers.routes.get(routeId) as number;
    this.#tripRoutes.push(route);
    await this.writer.add('trip', { number, route, service: serviceId, headsign, wheelchair });
    return number;
  }

  private async addStopTime(row: StopTimeRow): Promise<void> {
    const template = this.#templates.get(row.tripId);
    if (template) template.times.push(row);
    else await this.writeStopTime(row, this.#tripNumbers.get(row.tripId) as number);
  }

  /** The first departure of the template is moved to each start; windows stay where they are (GTFS, frequencies.txt). */
  private async repeat({ trip, times }: Template): Promise<void> {
    const base = Math.min(...times.flatMap(({ departure }) => departure ?? []));
    const starts = (this.survey.headways.get(trip.tripId) ?? []).flatMap(frequencyStarts);
    for (const start of Number.isFinite(base) ? starts : []) {
      const number = await this.writeTrip(trip);
      for (const row of times) await this.writeStopTime(moved(row, start - base), number);
    }
  }

  private async writeStopTime(row: StopTimeRow, trip: number): Promise<void> {
    const stop = this.numbers.stops.get(row.stopId ?? row.groupId ?? row.areaId ?? '');
    // Only stops and platforms are stored as places; a feed that halts at an entrance halts nowhere.
    if (stop === undefined) return;
    const { sequence, arrival, departure, windowStart, windowEnd, headsign, pickup, pickupRuleId } = row;
    this.latestSecond = Math.max(this.latestSecond, arrival ?? 0, departure ?? 0, windowEnd ?? 0);
    this.noteLine(stop, this.#tripRoutes[trip] as number);
    await this.writer.add('stop_time', {
      trip,
      sequence,
      stop,
      arrival,
      departure,
      window_start: windowStart,
      window_end: windowEnd,
      headsign,
      pickup,
      rule: this.numbers.rules.get(pickupRuleId ?? '') ?? null,
      boarding: pickup !== 'NONE' && (windowStart !== null || sequence !== this.survey.lastSequence.get(row.tripId)),
    });
  }

  private noteLine(stop: number, route: number): void {
    const routes = this.#stopLines.get(stop) ?? new Set();
    this.#stopLines.set(stop, routes.add(route));
  }
}

const moved = (row: StopTimeRow, seconds: number): StopTimeRow => ({
  ...row,
  arrival: row.arrival === null ? null : row.arrival + seconds,
  departure: row.departure === null ? null : row.departure + seconds,
});
