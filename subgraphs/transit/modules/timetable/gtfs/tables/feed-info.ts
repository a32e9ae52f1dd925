import { date, text, url } from '../csv/kinds.ts';
import { optional, type RowOf, required, table } from '../csv/table.ts';

/** Feed information (Angaben zum Datensatz). `feed_id` is no part of GTFS, but feeds carry it. */
export const feedInfo = table('feed_info.txt', {
  feedId: optional(text, 'feed_id'),
  publisher: required(text, 'feed_publisher_name'),
  publisherUrl: optional(url, 'feed_publisher_url'),
  language: optional(text, 'feed_lang'),
  startDate: optional(date, 'feed_start_date'),
  endDate: optional(date, 'feed_end_date'),
  version: optional(text, 'feed_version'),
  contactEmail: optional(text, 'feed_contact_email'),
  contactUrl: optional(url, 'feed_contact_url'),
});
export type FeedInfoRow = RowOf<typeof feedInfo>;
