import type { StepPart, Target } from '../planning/plan-nodes.ts';
import { type Holder, visitObjects } from './places.ts';
import { buildRepresentation } from './representations.ts';
import { applyRewrites } from './rewrites.ts';
import type { Run } from './run.ts';
import type { StoreObject } from './store.ts';

/** Entities asked for in one go (Sammelfrage): each distinct representation once, with the objects it stands for. */
export class Entities {
  readonly representations: StoreObject[] = [];
  readonly owners: StoreObject[][] = [];
  readonly #part: StepPart;
  readonly #run: Run;
  /** By type and value for a key of one field, which most are; by type and all values for others of plain fields. */
  readonly #byKey = new Map<unknown, Map<unknown, number>>();
  /** Of the type asked about last, for most often the next one is of that type too. */
  #lastType: unknown;
  #lastPositions = new Map<unknown, number>();
  /** By the representation's own text. */
  readonly #byText = new Map<string, number>();

  constructor(part: StepPart, run: Run) {
    this.#part = part;
    this.#run = run;
    for (const target of part.targets) this.#gather(target);
  }

  #gather(target: Target): void {
    const { store, distinct } = this.#run;
    const known = target.isSharable ? distinct.get(target.name) : undefined;
    if (known) for (const object of known) this.#own(object, this.#positionOf(object));
    else if (target.isSharable) this.#gatherShared(target);
    else visitObjects(store, target.path, (object) => this.#own(object, this.#positionOf(object)));
  }

  /** Puts the first of equal objects in the place of all the others, so that everything after happens once. */
  #gatherShared({ path, name }: Target): void {
    const { store, distinct, completed } = this.#run;
    const first: StoreObject[] = [];
    const isShared: boolean[] = [];
    const all: StoreObject[] = [];
    distinct.set(name, all);
    visitObjects(store, path, (object: StoreObject, holder: Holder, key) => {
      const position = this.#positionOf(object);
      const same = position === undefined ? undefined : first[position];
      if (same) {
        holder[key] = same;
        if (isShared[position as number]) return;
        isShared[position as number] = true;
        completed.set(same, null);
        return;
      }
      all.push(object);
      if (position !== undefined) first[position] = object;
      this.#own(object, position);
    });
  }

  #own(object: StoreObject, position: number | undefined): void {
    if (position !== undefined) (this.owners[position] as StoreObject[]).push(object);
  }

  /** Undefined for an object that cannot be asked about. */
  #positionOf(object: StoreObject): number | undefined {
    const { plainKeys } = this.#part.call;
    const key = plainKeys && keyOf(object, plainKeys);
    if (key === undefined) return this.#positionByText(object);
    const positions = this.#positionsOf(object.__typename);
    const known = positions.get(key);
    if (known !== undefined) return known;
    const position = this.#positionByText(object);
    if (position !== undefined) positions.set(key, position);
    return position;
  }

  #positionsOf(typename: unknown): Map<unknown, number> {
    if (typename === this.#lastType) return this.#lastPositions;
    const positions = this.#byKey.get(typename) ?? new Map<unknown, number>();
    this.#byKey.set(typename, positions);
    this.#lastType = typename;
    this.#lastPositions = positions;
    return positions;
  }

  #positionByText(object: StoreObject): number | undefined {
    const { representation: recipe = [], inputRewrites } = this.#part.call;
    const representation = buildRepresentation(recipe, object);
    if (!representation) return undefined;
    applyRewrites(inputRewrites, representation);
    const text = JSON.stringify(representation);
    const known = this.#byText.get(text);
    if (known !== undefined) return known;
    this.#byText.set(text, this.representations.push(representation) - 1);
    this.owners.push([]);
    return this.representations.length - 1;
  }
}

/** Equal for equal values and for no others; undefined where a value is missing or not plain after all. */
function keyOf(object: StoreObject, names: readonly string[]): unknown {
  if (names.length === 1) return toPlain(object[names[0] as string]);
  let key = '';
  for (const name of names) {
    const value = toPlain(object[name]);
    if (value === undefined) return undefined;
    // With its length before it, no text can look like two.
    key += typeof value === 'string' ? `${value.length}:${value}` : `${value};`;
  }
  return key;
}

const toPlain = (value: unknown): unknown => (typeof value === 'object' ? undefined : value);
