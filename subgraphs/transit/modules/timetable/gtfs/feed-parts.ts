import type { Area } from '../domain/area.ts';
import type { CalendarRow } from './checks/calendars.ts';
import type { FeedIndex } from './checks/feed-index.ts';
import type { GroupMemberRow, GroupRow } from './checks/location-groups.ts';
import type { RouteRow } from './checks/routes.ts';
import type { StopRow } from './checks/stops.ts';
import type { ImportLog } from './import-log.ts';
import type { GtfsSource } from './source/gtfs-source.ts';
import type { AgencyRow } from './tables/agency.ts';
import type { BookingRuleRow } from './tables/booking-rules.ts';
import type { FeedInfoRow } from './tables/feed-info.ts';

/** Days from the first to the last, both included, as `YYYY-MM-DD`. */
export interface DateRange {
  from: string;
  to: string;
}

/** Files of a feed that fit in memory. */
export interface SmallTables {
  info: FeedInfoRow | null;
  timezone: string;
  agencies: AgencyRow[];
  stops: StopRow[];
  routes: RouteRow[];
  calendars: CalendarRow[];
  bookingRules: BookingRuleRow[];
  groups: GroupRow[];
  members: GroupMemberRow[];
  areas: Area[];
}

/** What a normalised feed is made of. */
export interface FeedParts {
  source: GtfsSource;
  log: ImportLog;
  small: SmallTables;
  index: FeedIndex;
  draftFlex: boolean;
  /** The days that exceptions add, whatever the calendars say. */
  exceptionRange: DateRange | null;
}
