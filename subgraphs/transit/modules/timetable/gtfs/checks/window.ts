import type { ImportLog } from '../import-log.ts';
import type { PickupType } from '../tables/choices.ts';
import type { StopTimeRow } from '../tables/stop-times.ts';

/**
 * Checks an on-demand window (Bedienzeit) by the rules of GTFS-Flex: whole, forward, without times, and booked by phone.
 * Draft feeds often leave the pickup types out, which reads as regular: there it is a warning and read as by phone.
 */
export function checkWindow(row: StopTimeRow, draft: boolean, log: ImportLog): StopTimeRow {
  const at = (field: string) => ({ file: 'stop_times.txt', line: row.line, field });
  const { windowStart, windowEnd } = row;
  if (windowStart === null && windowEnd === null) {
    if (row.stopId === null)
      log.error(
        'GTFS_WINDOW_INCOMPLETE',
        at('start_pickup_drop_off_window'),
        'A group or area is served in a window only.',
      );
    return row;
  }
  if (windowStart === null || windowEnd === null)
    log.error('GTFS_WINDOW_INCOMPLETE', at('end_pickup_drop_off_window'), 'A window needs a start and an end.');
  else if (windowEnd < windowStart)
    log.error('GTFS_RANGE_REVERSED', at('end_pickup_drop_off_window'), 'The window ends before it begins.');
  if (row.arrival !== null || row.departure !== null)
    log.error('GTFS_WINDOW_WITH_TIME', at('arrival_time'), 'A stop has either a window or times, not both.');
  return checkPickup(row, draft, log);
}

const FORBIDDEN_PICKUPS: readonly PickupType[] = ['REGULAR', 'DRIVER'];

function checkPickup(row: StopTimeRow, draft: boolean, log: ImportLog): StopTimeRow {
  const severity = draft ? 'warning' : 'error';
  const wrongPickup = FORBIDDEN_PICKUPS.includes(row.pickup);
  const wrongDropOff = row.dropOff === 'REGULAR';
  const report = (field: string) =>
    log[severity](
      'GTFS_WINDOW_PICKUP',
      { file: 'stop_times.txt', line: row.line, field },
      `${field} must be booked in a window.`,
    );
  if (wrongPickup) report('pickup_type');
  if (wrongDropOff) report('drop_off_type');
  return { ...row, pickup: wrongPickup ? 'PHONE' : row.pickup, dropOff: wrongDropOff ? 'PHONE' : row.dropOff };
}
