/** Ids of a feed, for checking references: all that stays in memory of the large files. */
export interface FeedIndex {
  stops: ReadonlySet<string>;
  groups: ReadonlySet<string>;
  areas: ReadonlySet<string>;
  routes: ReadonlySet<string>;
  rules: ReadonlySet<string>;
  services: Set<string>;
  shapes: Set<string>;
  /** Trips by id, each with a dense number, so that what is known of a trip fits in arrays of numbers. */
  trips: Map<string, number>;
}
