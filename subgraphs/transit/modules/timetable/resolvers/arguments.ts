import { BadUserInputError } from '../../../../../platform/errors/index.ts';
import { isPlace, type Place } from '../domain/bounding-box.ts';

const MAX_FIRST = 100;

/** Years for which calendars are reckoned; beyond them dates are no input but a mistake. */
const [FIRST_YEAR, LAST_YEAR] = [1900, 2200];

/** Checks how many are asked for. @throws BadUserInputError outside 1 to 100 */
export function checkFirst(first: number | null | undefined, usual: number): number {
  const count = first ?? usual;
  if (count < 1 || count > MAX_FIRST) throw refuse('first', 'A list has 1 to 100 items.');
  return count;
}

/** Checks a moment. @throws BadUserInputError for one outside the calendar */
export function checkMoment(at: Date): Date {
  const year = at.getUTCFullYear();
  if (!(year >= FIRST_YEAR && year <= LAST_YEAR)) throw refuse('at', 'This moment is out of range.');
  return at;
}

/** Checks a place. @throws BadUserInputError for degrees that are none */
export function checkPlace(near: Place | null | undefined): Place | null {
  if (near && !isPlace(near)) throw refuse('near', 'Degrees are -90 to 90 north and -180 to 180 east.');
  return near ?? null;
}

const refuse = (name: string, message: string) =>
  new BadUserInputError(message, { problems: [{ path: `/${name}`, rule: 'range' }] });
