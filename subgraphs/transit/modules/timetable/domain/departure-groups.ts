/** What grouping needs to know of a departure (Abfahrt). */
export interface GroupableDeparture {
  routeId: string;
  headsign: string;
  departsAt: Temporal.Instant;
}

/** What sorting needs to know. */
type Timed = Pick<GroupableDeparture, 'departsAt'>;

/** Departure group (Linie und Richtung): the next departures of one line towards one destination, earliest first. */
export interface DepartureGroup<D extends GroupableDeparture> {
  routeId: string;
  headsign: string;
  departures: D[];
}

/**
 * Groups departures as a board at the stop shows them: by line and destination, the group that leaves first on top.
 * Of each group the first `perGroup` are kept (default 3), whatever the order they come in.
 */
export function groupDepartures<D extends GroupableDeparture>(
  departures: readonly D[],
  perGroup = 3,
): DepartureGroup<D>[] {
  const groups = new Map<string, DepartureGroup<D>>();
  for (const departure of departures.toSorted(byTime)) {
    const key = JSON.stringify([departure.routeId, departure.headsign]);
    const { routeId, headsign } = departure;
    const group = groups.get(key) ?? { routeId, headsign, departures: [] };
    if (group.departures.length < perGroup) group.departures.push(departure);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** Merges departures of several service days into one board: in order of time, `first` at most, none before `at`. */
export const nextDepartures = <D extends Timed>(departures: readonly D[], at: Temporal.Instant, first: number): D[] =>
  departures
    .filter(({ departsAt }) => Temporal.Instant.compare(departsAt, at) >= 0)
    .sort(byTime)
    .slice(0, first);

const byTime = (a: Timed, b: Timed): number => Temporal.Instant.compare(a.departsAt, b.departsAt);
