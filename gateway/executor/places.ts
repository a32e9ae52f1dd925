import { isPlainObject, own, type StoreObject } from './store.ts';

/** Where an object stands in the store; the way back up serves error paths and contextual arguments. */
export interface Place {
  readonly object: StoreObject;
  readonly up?: Place;
  /** Field and list indexes that lead here from `up`. */
  readonly steps: readonly (string | number)[];
}

/** All objects at a plan's path (`@` is a list level), in the order of the answer; nulls on the way are left out. */
export function findPlaces(root: StoreObject, path: readonly string[]): Place[] {
  let places: Place[] = [{ object: root, steps: [] }];
  let next = 0;
  while (next < path.length) {
    const key = path[next++] as string;
    let lists = 0;
    while (path[next] === '@') {
      lists++;
      next++;
    }
    const found: Place[] = [];
    for (const up of places) collect(own(up.object, key), lists, [key], up, found);
    places = found;
  }
  return places;
}

function collect(value: unknown, lists: number, steps: (string | number)[], up: Place, found: Place[]): void {
  if (lists > 0) {
    if (!Array.isArray(value)) return;
    for (const [i, item] of value.entries()) collect(item, lists - 1, [...steps, i], up, found);
  } else if (isPlainObject(value)) found.push({ object: value, up, steps });
}

/** The full way from the root, by internal response keys. */
export function pathOf(place: Place): (string | number)[] {
  return place.up ? [...pathOf(place.up), ...place.steps] : [...place.steps];
}
