import { searchWords, toSearchText } from '../../domain/search-words.ts';
import { isDhid, stationDhid, stopPublicId } from '../../domain/stop-id.ts';
import type { StopRow } from '../../gtfs/checks/stops.ts';
import type { SmallTables } from '../../gtfs/feed-parts.ts';
import type { Row } from './version-writer.ts';
import { toZones, type Zone } from './zones.ts';

type Kind = 'STOP' | 'STATION' | 'GROUP' | 'AREA';

/** A place as it is stored: stop, platform, station, or the group or area of an on-demand bus. */
export interface PlaceRow {
  number: number;
  public_id: string;
  name: string;
  kind: Kind;
  latitude: number | null;
  longitude: number | null;
  /** Public id of the station that a platform belongs to. */
  station: string | null;
  platform: string | null;
  description: string | null;
  wheelchair: StopRow['wheelchair'];
}

/** The places of a feed, numbered, and which stops lie in which group or area. */
export interface Places {
  rows: PlaceRow[];
  /** From an id of the feed (stop, group, area) to its number. */
  numbers: ReadonlyMap<string, number>;
  members: { zone: number; stop: number }[];
}

/** Makes the places of a feed. Entrances and nodes are left out: nothing departs there. */
export function toPlaces(feed: string, small: SmallTables): Places {
  const kept = small.stops.filter(({ locationType }) => locationType === 'STOP' || locationType === 'STATION');
  const stops = kept.map((row) => toStop(feed, row));
  const rows: Omit<PlaceRow, 'number'>[] = [...stops, ...missingStations(stops)];
  const ids = kept.map(({ stopId }) => stopId);
  const numbers = new Map(ids.map((id, index) => [id, index]));
  const zones = toZones(small, new Map(kept.map((row) => [row.stopId, row])));
  for (const zone of zones) {
    numbers.set(zone.id, rows.length);
    rows.push(toZonePlace(feed, zone));
  }
  const numberOf = (id: string): number => numbers.get(id) as number;
  const members = zones.flatMap(({ id, stops }) =>
    stops.map(({ stopId }) => ({ zone: numberOf(id), stop: numberOf(stopId) })),
  );
  return { rows: rows.map((row, number) => ({ ...row, number })), numbers, members };
}

/** Rows of the table of places, with the form in which they are searched. */
export const toStopRow = (place: PlaceRow): Row => ({ ...place, search_text: toSearchText(place.name) });

/** Words under which a place is found. */
export const toWordRows = ({ name, number }: PlaceRow): Row[] =>
  searchWords(name).map((word) => ({ word, stop: number }));

const toStop = (feed: string, row: StopRow): Omit<PlaceRow, 'number'> => ({
  public_id: stopPublicId(feed, row.stopId),
  name: row.name,
  kind: row.locationType === 'STATION' ? 'STATION' : 'STOP',
  latitude: row.latitude,
  longitude: row.longitude,
  station: stationOf(feed, row),
  platform: row.platformCode,
  description: row.description,
  wheelchair: row.wheelchair,
});

function stationOf(feed: string, { stopId, parentId, locationType }: StopRow): string | null {
  if (locationType === 'STATION') return null;
  if (parentId !== null) return stopPublicId(feed, parentId);
  const station = isDhid(stopId) ? stationDhid(stopId) : null;
  return station === stopId ? null : station;
}

/** Feeds name platforms of stations that they do not contain. The DHID says which belong together, so the station is made. */
function missingStations(stops: readonly Omit<PlaceRow, 'number'>[]): Omit<PlaceRow, 'number'>[] {
  const known = new Set(stops.map(({ public_id }) => public_id));
  const orphans = stops.filter(({ station }) => station !== null && !known.has(station));
  return [...Map.groupBy(orphans, ({ station }) => station as string)].map(([id, platforms]) => ({
    ...middleOf(platforms),
    public_id: id,
    name: platforms[0]?.name ?? id,
    kind: 'STATION',
    station: null,
    platform: null,
    description: null,
    wheelchair: commonAccess(platforms),
  }));
}

const commonAccess = ([first, ...rest]: readonly Omit<PlaceRow, 'number'>[]): StopRow['wheelchair'] =>
  first && rest.every(({ wheelchair }) => wheelchair === first.wheelchair) ? first.wheelchair : 'UNKNOWN';

interface Located {
  latitude: number | null;
  longitude: number | null;
}

function middleOf(places: readonly Located[]): Located {
  const mean = (values: readonly (number | null)[]) =>
    values.length === 0 ? null : values.reduce<number>((sum, value) => sum + (value ?? 0), 0) / values.length;
  return {
    latitude: mean(places.map((place) => place.latitude)),
    longitude: mean(places.map((place) => place.longitude)),
  };
}

const toZonePlace = (feed: string, { id, name, kind, stops }: Zone): Omit<PlaceRow, 'number'> => ({
  ...middleOf(stops),
  public_id: stopPublicId(feed, id),
  name,
  kind,
  station: null,
  platform: null,
  description: null,
  wheelchair: 'UNKNOWN',
});
