import type { ImportLog } from '../import-log.ts';
import type { AgencyRow } from '../tables/agency.ts';

/** Zone of a feed that names none; such a feed is refused, so it is never used for a time. */
const NO_ZONE = 'UTC';

/** The one time zone of a feed: all agencies must share it, because times carry none. */
export function commonTimezone(agencies: readonly AgencyRow[], log: ImportLog): string {
  const timezone = agencies[0]?.timezone ?? NO_ZONE;
  const other = agencies.find((agency) => agency.timezone !== timezone);
  if (other) {
    const place = { file: 'agency.txt', line: other.line, field: 'agency_timezone' };
    log.error('GTFS_TIMEZONE_MIXED', place, 'All agencies of a feed must have the same time zone.');
  }
  if (agencies.length === 0) log.error('GTFS_VALUE_MISSING', { file: 'agency.txt' }, 'There is no agency.');
  return timezone;
}
