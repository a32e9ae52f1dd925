import { HotCode } from '../hot-code.ts';

type Stored = Record<string, unknown>;

/** A representation that needs no recipe: a type that is always the same, and values under the names they are stored by. */
export interface PlainRepresentation {
  readonly typename: string;
  readonly names: readonly string[];
}

/**
 * Takes an object that stands at the end of a walk, and what stands there from now on. `value` is the one value that
 * identifies it, where its representation has just one.
 */
export type Take = (object: Stored, value: unknown) => Stored;

type Code = (root: Stored, take: Take) => void;

/**
 * Walk (Gang) through the store along a path of a plan (`@` is a list level): every object at its end, in the order of the
 * answer. Nulls on the way are left out, and so is an object of another type than the one that is asked about.
 */
export class Walk {
  readonly #path: readonly string[];
  readonly #typename: string | undefined;
  readonly #name: string | undefined;
  readonly #hot: HotCode<Code>;

  constructor(path: readonly string[], plain?: PlainRepresentation) {
    this.#path = path;
    this.#typename = plain?.typename;
    this.#name = plain?.names.length === 1 ? plain.names[0] : undefined;
    this.#hot = new HotCode(() => textOf(path, this.#typename, this.#name));
  }

  through(root: Stored, take: Take): void {
    const { code } = this.#hot;
    if (code) code(root, take);
    else this.#step({ root }, 'root', 0, take);
  }

  /** Reads properties as they are: what a name like `constructor` finds on every object is a function, and no way on. */
  #step(holder: Stored, key: string, at: number, take: Take): void {
    const value = holder[key];
    const step = this.#path[at];
    if (step === '@') {
      // Indexes are names, too.
      if (Array.isArray(value)) for (const i of value.keys()) this.#step(value as never, i as never, at + 1, take);
    } else if (!isObject(value)) return;
    else if (step !== undefined) this.#step(value, step, at + 1, take);
    else if (this.#isMeant(value)) {
      const stands = take(value, this.#name === undefined ? undefined : value[this.#name]);
      if (stands !== value) holder[key] = stands;
    }
  }

  #isMeant({ __typename }: Stored): boolean {
    return this.#typename === undefined || typeof __typename !== 'string' || __typename === this.#typename;
  }
}

const isObject = (value: unknown): value is Stored =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The same as a function: a loop for each list, one inside the other. */
function textOf(path: readonly string[], typename: string | undefined, name: string | undefined): string {
  const isMeant =
    typename === undefined
      ? ''
      : `if (typeof o.__typename === "string" && o.__typename !== ${quote(typename)}) continue;`;
  const value = name === undefined ? 'undefined' : `o[${quote(name)}]`;
  const end = (place: string) => `
    const o = ${place};
    if (typeof o !== "object" || o === null || Array.isArray(o)) continue;
    ${isMeant}
    const s = take(o, ${value});
    if (s !== o) ${place} = s;`;
  const from = (at: number, place: string): string => {
    const step = path[at];
    if (step === undefined) return end(place);
    const next = `v${at}`;
    if (step === '@') {
      return `
    const ${next} = ${place};
    if (!Array.isArray(${next})) continue;
    for (let i${at} = 0; i${at} < ${next}.length; i${at}++) {${from(at + 1, `${next}[i${at}]`)}
    }`;
    }
    return `
    const ${next} = ${place};
    if (typeof ${next} !== "object" || ${next} === null || Array.isArray(${next})) continue;${from(at + 1, `${next}[${quote(step)}]`)}`;
  };
  // Once around, so that `continue` leaves.
  return `return (root, take) => { for (const start of [[root]]) {${from(0, 'start[0]')}\n} };`;
}

const quote = (name: string): string => JSON.stringify(name);
