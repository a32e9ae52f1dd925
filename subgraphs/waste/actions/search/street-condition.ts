import { sql } from '../../../../platform/database/index.ts';
import type { AddressQuery } from '../../modules/calendar/domain/address-query.ts';

/** From three letters on, the index finds a word inside others (Handwerk in strassedeshandwerks). */
const INDEXED_LENGTH = 3;

/**
 * A word of the query inside the search text of a street, as `matchesAddress` says it. A first word of one or two letters
 * counts only where a word begins: so the index finds it too. Folded words hold no wildcards.
 */
const wordCondition = (word: string, place = 0): string =>
  word.length >= INDEXED_LENGTH || place > 0
    ? sql`search like ${`%${word}%`}`
    : sql`(search like ${`${word}%`} or search like ${`% ${word}%`})`;

/** Streets that answer a query; null for a query that names none. */
export function streetCondition({ words, postalCode }: AddressQuery): string | null {
  const conditions = words.map((word, place) => wordCondition(word, place));
  if (postalCode)
    conditions.push(
      words.length > 0 ? sql`coalesce(postal_code, ${postalCode}) = ${postalCode}` : wordCondition(postalCode),
    );
  return conditions.length > 0 ? conditions.join(' and ') : null;
}
