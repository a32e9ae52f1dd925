/** What can be wrong with a feed. Codes are contract: operators filter by them, texts may change. */
export type ProblemCode =
  /** The path cannot be opened, or is neither folder nor zip. */
  | 'GTFS_SOURCE_UNREADABLE'
  /** The zip is damaged. */
  | 'GTFS_ARCHIVE_BROKEN'
  /** The zip climbs out of its folder, unpacks to too much, or has too many entries. */
  | 'GTFS_ARCHIVE_UNSAFE'
  /** More than one folder looks like a feed. */
  | 'GTFS_ARCHIVE_AMBIGUOUS'
  | 'GTFS_FILE_MISSING'
  /** The file stops being CSV (or JSON) at this line; what follows was not read. */
  | 'GTFS_FILE_UNREADABLE'
  | 'GTFS_COLUMN_MISSING'
  | 'GTFS_COLUMN_DUPLICATE'
  | 'GTFS_VALUE_MISSING'
  | 'GTFS_VALUE_INVALID'
  | 'GTFS_ROW_LENGTH'
  | 'GTFS_NOT_UTF8'
  | 'GTFS_ID_DUPLICATE'
  /** A reference that a departure depends on leads nowhere. */
  | 'GTFS_REFERENCE_BROKEN'
  /** An optional reference leads nowhere; it is left out. */
  | 'GTFS_REFERENCE_DANGLING'
  | 'GTFS_PARENT_INVALID'
  | 'GTFS_TIMEZONE_MIXED'
  | 'GTFS_RANGE_REVERSED'
  | 'GTFS_TIME_DECREASING'
  | 'GTFS_SEQUENCE_DUPLICATE'
  | 'GTFS_PLACE_AMBIGUOUS'
  | 'GTFS_WINDOW_INCOMPLETE'
  | 'GTFS_WINDOW_WITH_TIME'
  | 'GTFS_WINDOW_PICKUP'
  | 'GTFS_BOOKING_RULE_INCOMPLETE'
  | 'GTFS_TRIP_EMPTY'
  | 'GTFS_GEOMETRY_INVALID';

/** Problem (Befund): one place in the feed and what is wrong there. */
export interface Problem {
  file: string;
  /** Line in the file, the header being line 1; null when the whole file is meant. */
  line: number | null;
  /** Column as the feed spells it; null when the row or file is meant. */
  field: string | null;
  code: ProblemCode;
  /** For the operator, in English; holds at most 60 characters of the feed's own text. */
  message: string;
}

/** How often each code occurred, examples that were left out included. */
export type ProblemCounts = Partial<Record<ProblemCode, number>>;

/** Feed (Fahrplandatensatz): what the files say about themselves. */
export interface FeedSummary {
  /** Short id made from `feed_id` or the path: lower-case letters, digits and dashes. Part of stop ids, so keep it stable. */
  id: string;
  publisher: string | null;
  version: string | null;
  language: string | null;
  /** IANA zone of all times, from agency.txt. */
  timezone: string;
  /** First and last day on which any service may run, from the calendars; null without any. */
  validFrom: string | null;
  validTo: string | null;
  /** Highest time of the stop times in seconds of the service day, for looking back over midnight; null until they were read. */
  latestSecond: number | null;
  /** True for feeds written in the draft spelling of GTFS-Flex. */
  draftFlex: boolean;
}

/** Import report (Importprotokoll): what was read and what was found. Errors stop the import, warnings do not. */
export interface ImportReport {
  feed: FeedSummary;
  /** Rows read per file; areas are counted under locations.geojson. */
  counts: Readonly<Record<string, number>>;
  /** The first examples of each code, at most 20. */
  errors: readonly Problem[];
  warnings: readonly Problem[];
  errorCounts: ProblemCounts;
  warningCounts: ProblemCounts;
}
