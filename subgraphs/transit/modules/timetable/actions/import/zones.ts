import { type Area, areaContains } from '../../domain/area.ts';
import type { StopRow } from '../../gtfs/checks/stops.ts';
import type { SmallTables } from '../../gtfs/feed-parts.ts';

/** Zone (Bediengebiet): what an on-demand bus serves, a group of stops or an area, with the stops in it. */
export interface Zone {
  id: string;
  name: string;
  kind: 'GROUP' | 'AREA';
  stops: readonly StopRow[];
}

/** Groups and areas with the stops in them. In draft feeds an area may be member of a group: then its stops are. */
export function toZones({ groups, members, areas }: SmallTables, stops: ReadonlyMap<string, StopRow>): Zone[] {
  const inArea = new Map(areas.map((area) => [area.id, stopsIn(area, [...stops.values()])]));
  const ofGroup = Map.groupBy(members, ({ groupId }) => groupId);
  const inGroup = (id: string): StopRow[] =>
    (ofGroup.get(id) ?? []).flatMap(({ stopId, areaId }) =>
      areaId === null ? (stops.get(stopId ?? '') ?? []) : (inArea.get(areaId) ?? []),
    );
  return [
    ...groups.map(({ groupId: id, name }) => ({
      id,
      name: name ?? id,
      kind: 'GROUP' as const,
      stops: unique(inGroup(id)),
    })),
    ...areas.map(({ id, name }) => ({ id, name: name ?? id, kind: 'AREA' as const, stops: inArea.get(id) ?? [] })),
  ];
}

const unique = (stops: readonly StopRow[]): StopRow[] => [...new Set(stops)];

const stopsIn = (area: Area, stops: readonly StopRow[]): StopRow[] =>
  stops.filter(({ latitude, longitude }) => areaContains(area, [longitude, latitude]));
