import { text } from '../csv/kinds.ts';
import { optional, type RowOf, required, table } from '../csv/table.ts';

/**
 * Location group (Haltestellengruppe eines Rufbusses). In the draft spelling the file lists members: `location_id` is
 * filled, the id repeats, and the name stands in one of the rows. So rows are not unique here.
 */
export const locationGroups = table('location_groups.txt', {
  groupId: required(text, 'location_group_id'),
  name: optional(text, 'location_group_name'),
  memberId: optional(text, 'location_id'),
});
export type RawGroupRow = RowOf<typeof locationGroups>;

/** Member of a group in today's spelling. */
export const locationGroupStops = table('location_group_stops.txt', {
  groupId: required(text, 'location_group_id'),
  stopId: required(text, 'stop_id'),
});
export type RawGroupStopRow = RowOf<typeof locationGroupStops>;
