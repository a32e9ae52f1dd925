import { integer, text, time } from '../csv/kinds.ts';
import { defaulted, optional, type RowOf, required, table } from '../csv/table.ts';
import { pickupType, yesNo } from './choices.ts';

/** Stop time (Halt einer Fahrt) as the feed writes it; the names of GTFS-Flex in today's and in the draft's spelling. */
export const stopTimes = table('stop_times.txt', {
  tripId: required(text, 'trip_id'),
  sequence: required(integer(0, 2_147_483_647), 'stop_sequence'),
  stopId: optional(text, 'stop_id'),
  groupId: optional(text, 'location_group_id'),
  areaId: optional(text, 'location_id'),
  arrival: optional(time, 'arrival_time'),
  departure: optional(time, 'departure_time'),
  windowStart: optional(time, 'start_pickup_drop_off_window', 'start_pickup_dropoff_window'),
  windowEnd: optional(time, 'end_pickup_drop_off_window', 'end_pickup_dropoff_window'),
  headsign: optional(text, 'stop_headsign'),
  pickup: defaulted(pickupType, 'REGULAR', 'pickup_type'),
  dropOff: defaulted(pickupType, 'REGULAR', 'drop_off_type'),
  pickupRuleId: optional(text, 'pickup_booking_rule_id'),
  dropOffRuleId: optional(text, 'drop_off_booking_rule_id'),
  exact: defaulted(yesNo, true, 'timepoint'),
});

/**
 * Stop time, checked and in one spelling: exactly one of stop, group and area is set, and either a window or times or,
 * between timed stops, neither. Arrival and departure stand for each other when the feed gives only one.
 */
export type StopTimeRow = RowOf<typeof stopTimes>;
