import { type ImportLog, quoted } from '../import-log.ts';
import type { StopTimeRow } from '../tables/stop-times.ts';
import type { FeedIndex } from './feed-index.ts';
import { TripOrder } from './trip-order.ts';
import { checkWindow } from './window.ts';

const FILE = 'stop_times.txt';

/** Checks stop times one after the other and brings them into one spelling. */
export class StopTimeChecker {
  readonly order: TripOrder;
  /** Highest time seen, in seconds; null before the first. */
  latestSecond: number | null = null;
  private readonly index: FeedIndex;
  private readonly draft: boolean;
  private readonly log: ImportLog;

  constructor(index: FeedIndex, draft: boolean, log: ImportLog) {
    this.index = index;
    this.draft = draft;
    this.log = log;
    this.order = new TripOrder(index.trips.size, log);
  }

  /** The row in its one form, or none when its trip or place does not exist. */
  check(raw: StopTimeRow): StopTimeRow | [] {
    const trip = this.index.trips.get(raw.tripId);
    const placed = this.place(raw);
    if (trip === undefined)
      this.report('GTFS_REFERENCE_BROKEN', raw, 'trip_id', `There is no trip ${quoted(raw.tripId)}.`);
    if (trip === undefined || !placed) return [];
    const row = this.withKnownRules(checkWindow(placed, this.draft, this.log));
    this.order.add(trip, row);
    const latest = Math.max(row.arrival ?? 0, row.departure ?? 0, row.windowEnd ?? 0);
    this.latestSecond = Math.max(this.latestSecond ?? 0, latest);
    return { ...row, arrival: row.arrival ?? row.departure, departure: row.departure ?? row.arrival };
  }

  /** Draft feeds write groups and areas into stop_id: the shared space of ids tells them apart. */
  private place(row: StopTimeRow): StopTimeRow | undefined {
    const ids = [row.stopId, row.groupId, row.areaId].filter((id) => id !== null);
    const [id] = ids;
    if (id === undefined)
      return this.report('GTFS_VALUE_MISSING', row, 'stop_id', 'The row names no stop, group or area.');
    if (ids.length > 1)
      return this.report(
        'GTFS_PLACE_AMBIGUOUS',
        row,
        'stop_id',
        'The row names more than one of stop, group and area.',
      );
    const { stops, groups, areas } = this.index;
    const nowhere = { ...row, stopId: null, groupId: null, areaId: null };
    if (row.stopId !== null && stops.has(id)) return row;
    if (row.areaId === null && groups.has(id)) return { ...nowhere, groupId: id };
    if (row.groupId === null && areas.has(id)) return { ...nowhere, areaId: id };
    const field = row.groupId !== null ? 'location_group_id' : row.areaId !== null ? 'location_id' : 'stop_id';
    return this.report('GTFS_REFERENCE_BROKEN', row, field, `There is no such place: ${quoted(id)}.`);
  }

  private withKnownRules(row: StopTimeRow): StopTimeRow {
    if (row.pickupRuleId === null && row.dropOffRuleId === null) return row;
    return {
      ...row,
      pickupRuleId: this.knownRule(row, row.pickupRuleId, 'pickup_booking_rule_id'),
      dropOffRuleId: this.knownRule(row, row.dropOffRuleId, 'drop_off_booking_rule_id'),
    };
  }

  private knownRule({ line }: StopTimeRow, ruleId: string | null, field: string): string | null {
    if (ruleId === null || this.index.rules.has(ruleId)) return ruleId;
    const message = `There is no booking rule ${quoted(ruleId)}; it is left out.`;
    this.log.warning('GTFS_REFERENCE_DANGLING', { file: FILE, line, field }, message);
    return null;
  }

  private report(
    code: Parameters<ImportLog['error']>[0],
    { line }: StopTimeRow,
    field: string,
    message: string,
  ): undefined {
    this.log.error(code, { file: FILE, line, field }, message);
  }
}
