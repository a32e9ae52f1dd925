import { sql } from '../../../../platform/database/index.ts';
import type { RequestContext } from '../../../../platform/subgraph/index.ts';
import { toStreetSearch } from '../../modules/calendar/domain/address.ts';
import type { AddressQuery } from '../../modules/calendar/domain/address-query.ts';
import { suggestStreets } from '../../modules/calendar/domain/suggest-streets.ts';
import { streetCondition } from './street-condition.ts';

const CANDIDATES = 50;
const SUGGESTIONS = 3;

/**
 * Streets that were probably meant (Haupstr -> Hauptstraße): the index brings those with many triples of letters in common,
 * the closest spellings of them are taken. None for a street that is there: then it is the house that is missing.
 *
 * @returns a condition on streets, or null where nothing is close
 */
export async function similarStreets(query: AddressQuery, context: RequestContext): Promise<string | null> {
  const [wanted, rest] = splitStreet(query.words);
  if (!wanted) return null;
  const others = streetCondition({ ...query, words: rest });
  const rows = await context.sql<{ name: string }>(
    `select name from current_street where ${sql`name_search % ${wanted}`}${others ? ` and ${others}` : ''}
     group by name order by ${sql`max(similarity(name_search, ${wanted})) desc, name limit ${CANDIDATES}`}`,
  );
  const names = rows.map(({ name }) => name);
  const close = suggestStreets(wanted, names, SUGGESTIONS).map(toStreetSearch);
  if (close.length === 0 || close.includes(wanted)) return null;
  const streets = sql`name_search = any(${close}::text[])`;
  return others ? `${streets} and ${others}` : streets;
}

/** The street is what stands first; "Bahnhof Strasse" are two words of one name. */
function splitStreet([first, second, ...rest]: readonly string[]): [street: string, rest: string[]] {
  if (!first) return ['', []];
  if (second === 'strasse' || second === 'platz') return [`${first}${second}`, rest];
  return [first, second ? [second, ...rest] : rest];
}
