import { toStreetSearch } from './address.ts';

/** Names are compared up to this length: the cost of a comparison is its square. */
const COMPARED_LENGTH = 60;

/**
 * Streets one may have meant (Straßenvorschläge): for a street that is not in the calendar, the closest spellings, best
 * first, at most `count`. At most a third of the letters may differ; a beginning ("Linden") suggests what it begins.
 */
export function suggestStreets(wrong: string, streets: Iterable<string>, count = 5): string[] {
  const wanted = toStreetSearch(wrong).slice(0, COMPARED_LENGTH);
  if (!wanted) return [];
  const ranked = [...new Set(streets)].map((street) => ({ street, distance: toDistance(wanted, street) }));
  return ranked
    .filter(({ distance }) => distance <= Math.max(1, wanted.length / 3))
    .sort((a, b) => a.distance - b.distance || a.street.localeCompare(b.street, 'de'))
    .slice(0, count)
    .map(({ street }) => street);
}

function toDistance(wanted: string, street: string): number {
  const name = toStreetSearch(street).slice(0, COMPARED_LENGTH);
  const isBeginning = wanted.length >= 3 && name.startsWith(wanted);
  return isBeginning ? 0 : editDistance(wanted, name);
}

/** Least number of letters to insert, delete, replace or swap with the neighbour (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      const isSwap = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current[column] = Math.min(
        at(last, column) + 1,
        at(current, column - 1) + 1,
        at(last, column - 1) + (same ? 0 : 1),
        isSwap ? at(beforeLast, column - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    beforeLast = last;
    last = current;
  }
  return at(last, b.length);
}

const at = (row: readonly number[], column: number): number => row[column] ?? Number.POSITIVE_INFINITY;
