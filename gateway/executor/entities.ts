import type { StepPart, Target } from '../planning/plan-nodes.ts';
import type { PlainRepresentation } from '../planning/walk.ts';
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
  /** By its value for a plain representation of one, which most are; by all values for others of plain ones. */
  readonly #byValue = new Map<unknown, number>();
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
    else {
      target.walk.through(store, (object, value) => {
        this.#own(object, this.#positionOf(object, value));
        return object;
      });
    }
  }

  /** Puts the first of equal objects in the place of all the others, so that everything after happens once. */
  #gatherShared({ walk, name }: Target): void {
    const { store, distinct, completed } = this.#run;
    const first: StoreObject[] = [];
    const isShared: boolean[] = [];
    const all: StoreObject[] = [];
    distinct.set(name, all);
    walk.through(store, (object, value) => {
      const position = this.#positionOf(object, value);
      const same = position === undefined ? undefined : first[position];
      if (same) {
        if (!isShared[position as number]) completed.set(same, null);
        isShared[position as number] = true;
        return same;
      }
      all.push(object);
      if (position !== undefined) first[position] = object;
      this.#own(object, position);
      return object;
    });
  }

  #own(object: StoreObject, position: number | undefined): void {
    if (position !== undefined) (this.owners[position] as StoreObject[]).push(object);
  }

  /** Undefined for an object that cannot be asked about. */
  #positionOf(object: StoreObject, value?: unknown): number | undefined {
    const { plain } = this.#part.call;
    const key = plain && (toPlain(value) ?? keyOf(object, plain.names));
    if (key === undefined) return this.#positionByText(object);
    return this.#byValue.get(key) ?? this.#addPlain(object, key, plain as PlainRepresentation);
  }

  #addPlain(object: StoreObject, key: unknown, { typename, names }: PlainRepresentation): number {
    const representation: StoreObject = { __typename: typename };
    for (const name of names) representation[name] = object[name];
    const position = this.#add(representation);
    this.#byValue.set(key, position);
    return position;
  }

  #positionByText(object: StoreObject): number | undefined {
    const { representation: recipe = [], inputRewrites } = this.#part.call;
    const representation = buildRepresentation(recipe, object);
    if (!representation) return undefined;
    applyRewrites(inputRewrites, representation);
    const text = JSON.stringify(representation);
    const known = this.#byText.get(text);
    if (known !== undefined) return known;
    const position = this.#add(representation);
    this.#byText.set(text, position);
    return position;
  }

  #add(representation: StoreObject): number {
    this.owners.push([]);
    return this.representations.push(representation) - 1;
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
