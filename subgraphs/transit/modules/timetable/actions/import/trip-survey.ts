import type { NormalisedFeed } from '../../gtfs/normalised-feed.ts';
import type { FrequencyRow } from '../../gtfs/tables/frequencies.ts';

/** What must be known of the trips before the first one is written. */
export interface TripSurvey {
  /** Highest sequence of each trip: where it ends, nobody gets on. */
  lastSequence: ReadonlyMap<string, number>;
  /** Trips that repeat, with their headways. */
  headways: ReadonlyMap<string, readonly FrequencyRow[]>;
}

/** Reads all stop times once. Afterwards `feed.check()` knows everything that may be wrong, and nothing was written yet. */
export async function surveyTrips(feed: NormalisedFeed): Promise<TripSurvey> {
  const lastSequence = new Map<string, number>();
  for await (const rows of feed.stopTimes())
    for (const { tripId, sequence } of rows)
      lastSequence.set(tripId, Math.max(sequence, lastSequence.get(tripId) ?? 0));
  const headways: FrequencyRow[] = [];
  for await (const rows of feed.frequencies()) headways.push(...rows);
  return { lastSequence, headways: Map.groupBy(headways, ({ tripId }) => tripId) };
}
