import { inheritAccess } from '../../domain/accessibility.ts';
import { type ImportLog, quoted } from '../import-log.ts';
import type { LocationType, RawStopRow } from '../tables/stops.ts';

/** Stop (Haltestelle, Steig), complete: name, position and access come from the parent where the feed leaves them out. */
export type StopRow = Omit<RawStopRow, 'name' | 'latitude' | 'longitude'> & {
  name: string;
  latitude: number;
  longitude: number;
};

/** Which type a parent must have; a station has none. So parents can never go round in a circle. */
const PARENT_TYPE: Readonly<Record<LocationType, LocationType | null>> = {
  STOP: 'STATION',
  ENTRANCE: 'STATION',
  NODE: 'STATION',
  BOARDING_AREA: 'STOP',
  STATION: null,
};

/** Completes the stops from their parents; reports parents that are missing or unfit, and stops that stay incomplete. */
export function normaliseStops(rows: readonly RawStopRow[], log: ImportLog): StopRow[] {
  const byId = new Map(rows.map((row) => [row.stopId, row]));
  const checked = rows.map((row) => ({ ...row, parentId: checkedParent(row, byId, log) }));
  const checkedById = new Map(checked.map((row) => [row.stopId, row]));
  return checked.flatMap((row) => complete(inherit(row, checkedById), log));
}

function checkedParent(row: RawStopRow, byId: ReadonlyMap<string, RawStopRow>, log: ImportLog): string | null {
  if (row.parentId === null) return null;
  const place = { file: 'stops.txt', line: row.line, field: 'parent_station' };
  const parent = byId.get(row.parentId);
  if (!parent) {
    log.warning('GTFS_REFERENCE_DANGLING', place, `There is no stop ${quoted(row.parentId)}; the parent is left out.`);
    return null;
  }
  if (parent.locationType === PARENT_TYPE[row.locationType]) return row.parentId;
  const message = `A ${parent.locationType} cannot be the parent of a ${row.locationType}; it is left out.`;
  log.warning('GTFS_PARENT_INVALID', place, message);
  return null;
}

function inherit(row: RawStopRow, byId: ReadonlyMap<string, RawStopRow>): RawStopRow {
  const own = row.parentId === null ? undefined : byId.get(row.parentId);
  if (!own) return row;
  const parent = inherit(own, byId);
  return {
    ...row,
    name: row.name ?? parent.name,
    latitude: row.latitude ?? parent.latitude,
    longitude: row.longitude ?? parent.longitude,
    wheelchair: inheritAccess(row.wheelchair, parent.wheelchair),
  };
}

function complete(row: RawStopRow, log: ImportLog): StopRow | [] {
  // A node inside a station is never shown: it may lack a name.
  const name = row.name ?? (row.locationType === 'NODE' ? row.stopId : null);
  const { latitude, longitude } = row;
  if (name !== null && latitude !== null && longitude !== null) return { ...row, name, latitude, longitude };
  const field = name === null ? 'stop_name' : latitude === null ? 'stop_lat' : 'stop_lon';
  log.error(
    'GTFS_VALUE_MISSING',
    { file: 'stops.txt', line: row.line, field },
    `${field} is empty, and no parent has it.`,
  );
  return [];
}
