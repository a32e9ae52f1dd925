import { GtfsInvalidError } from '../domain/errors.ts';
import type { ImportReport } from '../domain/import-report.ts';
import { isUsableTransfer } from './checks/references.ts';
import { StopTimeChecker } from './checks/stop-time-checker.ts';
import { checkScattered, type OrderedStop } from './checks/trip-order.ts';
import { readTable } from './csv/read-table.ts';
import type { FeedParts, SmallTables } from './feed-parts.ts';
import { toSummary } from './feed-summary.ts';
import { addCounts, ImportLog, quoted } from './import-log.ts';
import { type CalendarDateRow, calendarDates } from './tables/calendars.ts';
import { type FrequencyRow, frequencies } from './tables/frequencies.ts';
import { type StopTimeRow, stopTimes } from './tables/stop-times.ts';
import { type TransferRow, transfers } from './tables/transfers.ts';
import { type TripRow, trips } from './tables/trips.ts';

/**
 * Normalised feed (aufbereitete Fahrplandaten): small tables as arrays, large ones as streams of batches that can be
 * read again. Use it only as long as its source is open.
 */
export class NormalisedFeed {
  readonly tables: SmallTables;
  private readonly parts: FeedParts;
  private stopTimeLog = new ImportLog();
  private latestSecond: number | null = null;

  constructor(parts: FeedParts) {
    this.parts = parts;
    this.tables = parts.small;
  }

  /** Exceptions to the calendars. */
  calendarDates = (): AsyncIterable<CalendarDateRow[]> => readTable(this.parts.source, calendarDates, new ImportLog());

  /** Trips. */
  trips = (): AsyncIterable<TripRow[]> => readTable(this.parts.source, trips, new ImportLog());

  /** Headways of trips. */
  frequencies = (): AsyncIterable<FrequencyRow[]> => readTable(this.parts.source, frequencies, new ImportLog());

  /** Transfers whose stops, routes and trips all exist. */
  async *transfers(): AsyncGenerator<TransferRow[]> {
    const { source, index } = this.parts;
    const unheard = new ImportLog();
    for await (const rows of readTable(source, transfers, unheard))
      yield rows.filter((row) => isUsableTransfer(row, index, unheard));
  }

  /** Stop times, checked while they stream; what is found stands in `report()` once they have been read to the end. */
  async *stopTimes(): AsyncGenerator<StopTimeRow[]> {
    const { index, draftFlex, source } = this.parts;
    const log = new ImportLog();
    this.stopTimeLog = log;
    const checker = new StopTimeChecker(index, draftFlex, log);
    for await (const rows of readTable(source, stopTimes, log)) yield rows.flatMap((row) => checker.check(row));
    await this.checkScattered(checker.order.scattered, log);
    this.reportEmptyTrips(checker.order.rows, log);
    this.latestSecond = checker.latestSecond;
  }

  /** What was read and found so far; complete after `stopTimes()` was read to the end. */
  report(): ImportReport {
    const { log } = this.parts;
    const { stopTimeLog } = this;
    return {
      feed: toSummary(this.parts, this.latestSecond),
      counts: { ...log.rows, ...stopTimeLog.rows },
      errors: [...log.errors, ...stopTimeLog.errors],
      warnings: [...log.warnings, ...stopTimeLog.warnings],
      errorCounts: addCounts(log.errorCounts, stopTimeLog.errorCounts),
      warningCounts: addCounts(log.warningCounts, stopTimeLog.warningCounts),
    };
  }

  /** Throws `GTFS_INVALID` when there were errors so far. Call it before anything is stored and before it becomes visible. */
  check(): void {
    const { errors, errorCounts } = this.report();
    if (errors.length > 0) throw new GtfsInvalidError(errors, errorCounts);
  }

  /** Second look at the trips whose rows are not in order: only these are held, and only what their order depends on. */
  private async checkScattered(scattered: ReadonlySet<number>, log: ImportLog): Promise<void> {
    if (scattered.size === 0) return;
    const found: OrderedStop[] = [];
    for await (const rows of readTable(this.parts.source, stopTimes, new ImportLog())) {
      for (const { line, tripId, sequence, arrival, departure } of rows) {
        const trip = this.parts.index.trips.get(tripId);
        if (trip !== undefined && scattered.has(trip)) found.push({ line, tripId, sequence, arrival, departure });
      }
    }
    checkScattered(found, log);
  }

  private reportEmptyTrips(rows: Uint32Array, log: ImportLog): void {
    for (const [tripId, trip] of this.parts.index.trips)
      if (rows[trip] === 0)
        log.warning(
          'GTFS_TRIP_EMPTY',
          { file: 'trips.txt', field: 'trip_id' },
          `Trip ${quoted(tripId)} stops nowhere.`,
        );
  }
}
