import { isComposite, isPlainObject, own, type StoreObject } from './store.ts';

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

/** Calls `visit` for each object at a path, in the order of the answer, with what holds it; nulls on the way are left out. */
export function visitObjects(root: StoreObject, path: readonly string[], visit: Visit): void {
  walk({ root }, 'root', path, 0, visit);
}

type Visit = (object: StoreObject, holder: Holder, key: string | number) => void;

/** An object or a list, whichever holds the next value. */
export type Holder = Record<string | number, unknown>;

/** Reads properties as they are: what a name like `constructor` finds on every object is a function, and no way on. */
function walk(holder: Holder, key: string | number, path: readonly string[], at: number, visit: Visit): void {
  const value = holder[key];
  const step = path[at];
  if (step === '@') {
    if (Array.isArray(value)) walkList(value, path, at + 1, visit);
  } else if (!isComposite(value)) return;
  else if (step === undefined) visit(value, holder, key);
  else walk(value, step, path, at + 1, visit);
}

function walkList(list: unknown[], path: readonly string[], at: number, visit: Visit): void {
  const holder = list as unknown as Holder;
  if (at < path.length) for (let i = 0; i < list.length; i++) walk(holder, i, path, at, visit);
  else for (let i = 0; i < list.length; i++) if (isComposite(list[i])) visit(list[i] as StoreObject, holder, i);
}
