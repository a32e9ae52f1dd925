import { type ImportLog, quoted } from '../import-log.ts';
import type { RawGroupRow, RawGroupStopRow } from '../tables/location-groups.ts';

/** Location group (Haltestellengruppe eines Rufbusses). */
export interface GroupRow {
  groupId: string;
  name: string | null;
}

/** Member of a group: a stop, or in draft feeds an area. Exactly one of the two is set. */
export interface GroupMemberRow {
  groupId: string;
  stopId: string | null;
  areaId: string | null;
}

/** What members may refer to. */
export interface Places {
  stops: ReadonlySet<string>;
  areas: ReadonlySet<string>;
}

/** Groups in one spelling: the name may stand in any row of a group. */
export function normaliseGroups(rows: readonly RawGroupRow[], log: ImportLog): GroupRow[] {
  const groups = new Map<string, GroupRow>();
  for (const { groupId, name, memberId, line } of rows) {
    const known = groups.get(groupId);
    if (known && memberId === null) {
      const place = { file: 'location_groups.txt', line, field: 'location_group_id' };
      log.error('GTFS_ID_DUPLICATE', place, `${quoted(groupId)} was there before.`);
    }
    groups.set(groupId, { groupId, name: known?.name ?? name });
  }
  return [...groups.values()];
}

/** Members from both spellings, each once; one that does not exist is an error, because nobody could be picked up there. */
export function normaliseMembers(
  draftRows: readonly RawGroupRow[],
  rows: readonly RawGroupStopRow[],
  groups: ReadonlySet<string>,
  places: Places,
  log: ImportLog,
): GroupMemberRow[] {
  const members = new Map<string, GroupMemberRow>();
  const add = (groupId: string, id: string, place: { file: string; line: number; field: string }) => {
    if (!groups.has(groupId))
      log.error('GTFS_REFERENCE_BROKEN', place, `There is no location group ${quoted(groupId)}.`);
    else if (places.stops.has(id)) members.set(`${groupId}\0${id}`, { groupId, stopId: id, areaId: null });
    else if (places.areas.has(id)) members.set(`${groupId}\0${id}`, { groupId, stopId: null, areaId: id });
    else log.error('GTFS_REFERENCE_BROKEN', place, `There is no stop ${quoted(id)}.`);
  };
  for (const { groupId, memberId, line } of draftRows)
    if (memberId !== null) add(groupId, memberId, { file: 'location_groups.txt', line, field: 'location_id' });
  for (const { groupId, stopId, line } of rows)
    add(groupId, stopId, { file: 'location_group_stops.txt', line, field: 'stop_id' });
  return [...members.values()];
}
