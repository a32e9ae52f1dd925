import { sql } from '../../../../../platform/database/index.ts';
import type { RequestContext } from '../../../../../platform/subgraph/index.ts';

/** Where one boards when one asks for a stop: in one version of a feed, the numbers of all its places. */
export interface BoardingPlaces {
  asked: string;
  version: number;
  feed: string;
  zone: string;
  latest: number;
  stops: number[];
}

/**
 * The places behind stops: the stop itself, the platforms of a station, and the groups and areas of on-demand buses that
 * any of them lies in. Feeds that share a stop all take part. One statement for any number of stops.
 */
export const placesOf = (ids: readonly string[], context: RequestContext<never>): Promise<BoardingPlaces[]> =>
  context.sql<BoardingPlaces>(sql`
    with own as (
      select public_id as id, version, number, station from stop where public_id = any(${[...ids]}::text[])
      union all
      select station as id, version, number, station from stop where station = any(${[...ids]}::text[])
    ), place as (
      select id, version, number from own
      union
      select own.id, own.version, m.zone from own join zone_member m on m.version = own.version and m.stop = own.number
      union
      select own.id, own.version, m.zone from own
        join stop station on station.public_id = own.station and station.version = own.version
        join zone_member m on m.version = own.version and m.stop = station.number
    )
    select p.id as asked, p.version, f.id as feed, v.zone, v.latest_second as latest, array_agg(p.number) as stops
    from place p join feed f on f.version = p.version join feed_version v on v.id = p.version
    group by p.id, p.version, f.id, v.zone, v.latest_second order by p.id, f.id`);
