import { defineLoader } from '../../../platform/subgraph/index.ts';
import type { Pickup } from '../entities/pickup.ts';
import type { IsoDate } from '../modules/calendar/domain/iso-date.ts';
import { pickupsSql } from './pickups-sql.ts';

/** The dates of an address from a day on, at most `first`. */
export interface PickupsKey {
  address: string;
  from: IsoDate;
  first: number;
}

type Row = Pickup & { address: string };

/** One statement for all addresses that are asked with the same day and number. */
export const pickupsByAddress = defineLoader<PickupsKey, Pickup[]>({
  cacheKey: ({ address, from, first }) => `${address} ${from} ${first}`,
  batch: async (keys, context) => {
    const groups = Map.groupBy(keys, ({ from, first }) => `${from} ${first}`);
    const found = new Map<string, Row[]>();
    for (const [name, group] of groups) {
      const [{ from, first }] = group as [PickupsKey, ...PickupsKey[]];
      const addresses = group.map(({ address }) => address);
      for (const row of await context.sql<Row>(pickupsSql({ addresses, from, limit: first })))
        found.set(`${row.address} ${name}`, [...(found.get(`${row.address} ${name}`) ?? []), row]);
    }
    return keys.map(({ address, from, first }) => found.get(`${address} ${from} ${first}`) ?? []);
  },
});
