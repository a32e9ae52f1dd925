import type { FeedSummary } from '../domain/import-report.ts';
import { toFeedId } from './feed-id.ts';
import type { DateRange, FeedParts } from './feed-parts.ts';

/** What a feed says about itself; it runs from the first day of any calendar or added date to the last. */
export function toSummary(
  { small, source, draftFlex, exceptionRange }: FeedParts,
  latestSecond: number | null,
): FeedSummary {
  const range = validity([
    ...small.calendars.map(({ startDate, endDate }) => ({ from: startDate, to: endDate })),
    ...(exceptionRange ? [exceptionRange] : []),
  ]);
  return {
    id: toFeedId(small.info?.feedId ?? source.name),
    publisher: small.info?.publisher ?? null,
    version: small.info?.version ?? null,
    language: small.info?.language ?? null,
    timezone: small.timezone,
    validFrom: range.from ?? null,
    validTo: range.to ?? null,
    latestSecond,
    draftFlex,
  };
}

/** Dates in ISO form sort as text. */
function validity(ranges: readonly DateRange[]): Partial<DateRange> {
  const starts = ranges.map(({ from }) => from).sort();
  const ends = ranges.map(({ to }) => to).sort();
  return { from: starts[0], to: ends.at(-1) };
}
