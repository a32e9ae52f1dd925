import { raw, sql } from '../../../../../platform/database/index.ts';
import type { RequestContext } from '../../../../../platform/subgraph/index.ts';
import { boxAround, longitudeShrink, type Place } from '../domain/bounding-box.ts';
import { afterPrefix, searchPrefixes, toSearchText } from '../domain/search-words.ts';
import type { Stop } from '../entities/stop.ts';
import { CURRENT_STOPS, STOP_COLUMNS, type StopRow, toStop } from './stop-rows.ts';

/** Nobody walks further to a bus. */
const NEAR_METERS = 20_000;

export interface StopSearch {
  search?: string | null;
  near?: Place | null;
  first: number;
}

type Sql = ReturnType<typeof raw>;

/**
 * Finds stops (Haltestellensuche) by the beginnings of words, by distance within 20 km, or by both; all in order of names
 * when neither is given. By name, stations and stops come before platforms; by distance platforms are left out, their
 * stations stand for them. One statement.
 */
export async function findStops({ search, near, first }: StopSearch, context: RequestContext): Promise<Stop[]> {
  const prefixes = searchPrefixes(search ?? '');
  if (search && prefixes.length === 0) return [];
  const conditions = [
    ...prefixes.map(hasWord),
    ...(near ? [isNear(near)] : []),
    ...(search ? [] : [raw('s.station is null')]),
  ];
  const order = near ? byDistance(near) : byName(search ?? '');
  const rows = await context.sql<StopRow>(sql`
    select * from (
      select distinct on (s.public_id) ${STOP_COLUMNS}, s.search_text from ${CURRENT_STOPS}
      where ${raw(conditions.map(({ text }) => text).join(' and '))}
      order by s.public_id, f.id
    ) found order by ${order}, id limit ${first}`);
  return rows.map(toStop);
}

const hasWord = (prefix: string): Sql =>
  raw(sql`(s.version, s.number) in (
    select version, stop from stop_word
    where version in (select version from feed) and word >= ${prefix} and word < ${afterPrefix(prefix)})`);

function isNear(place: Place): Sql {
  const { south, north, west, east } = boxAround(place, NEAR_METERS);
  return raw(
    sql`s.station is null and s.latitude between ${south} and ${north} and s.longitude between ${west} and ${east}`,
  );
}

/** Flat distance: within 20 km the earth may be flat. */
const byDistance = ({ latitude, longitude }: Place): Sql =>
  raw(
    sql`power(latitude - ${latitude}, 2) + power((longitude - ${longitude}) * ${longitudeShrink(latitude)}, 2) nulls last`,
  );

const byName = (search: string): Sql =>
  raw(sql`station is not null, not starts_with(search_text, ${toSearchText(search)}), search_text`);
