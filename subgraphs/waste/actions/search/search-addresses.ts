import { sql } from '../../../../platform/database/index.ts';
import type { RequestContext } from '../../../../platform/subgraph/index.ts';
import type { Address } from '../../entities/address.ts';
import { type AddressQuery, parseAddressQuery } from '../../modules/calendar/domain/address-query.ts';
import { houseCondition } from './house-condition.ts';
import { similarStreets } from './similar-streets.ts';
import { streetCondition } from './street-condition.ts';

/** Streets looked into: more than anybody pages through, few enough that a single letter costs little. */
const STREETS = 500;

/**
 * Address search (Adresssuche) by parts of words, whatever their case, umlauts and abbreviations; a street that is not
 * there is taken for the closest spelling. Streets that begin with what was typed come first.
 */
export async function searchAddresses(
  text: string,
  first: number,
  context: RequestContext,
): Promise<readonly Address[]> {
  const query = parseAddressQuery(text);
  const streets = streetCondition(query);
  if (streets === null) return [];
  const found = await context.sql<Address>(searchSql(streets, query, first));
  if (found.length > 0) return found;
  const similar = await similarStreets(query, context);
  return similar === null ? [] : context.sql<Address>(searchSql(similar, query, first));
}

const searchSql = (streets: string, { words, houseNumber }: AddressQuery, first: number): string => `
  select a.id, a.label from (
    select calendar, id, ${sql`starts_with(search, ${words[0] ?? ''}) as is_beginning`}
    from current_street where ${streets} order by is_beginning desc, sort_key limit ${STREETS}
  ) s
  join address a on a.calendar = s.calendar and a.street = s.id
  where ${houseNumber ? houseCondition(houseNumber) : 'true'}
  order by s.is_beginning desc, a.sort_key, a.id limit ${first}`;
