import { Kind, type SelectionSetNode } from 'graphql';
import { keyOf } from './selections.ts';

/** A place of an answer while a plan is traced: which types may stand there, and what of each a fetch brings. */
export class TracedPlace {
  readonly possible = new Set<string>();
  /** Types whose objects came under the name of an interface object, and those whose own name some fetch tells. */
  readonly #nameless = new Set<string>();
  readonly #named = new Set<string>();
  readonly #fields = new Map<string, Map<string, TracedPlace>>();

  /** What lies below a response key of one type; undefined: nobody brings it. */
  get(key: string, type: string): TracedPlace | undefined {
    return this.#fields.get(key)?.get(type);
  }

  mayBe(type: string, isNamed: boolean): void {
    this.possible.add(type);
    if (!isNamed) this.#nameless.add(type);
  }

  name = (type: string): void => void this.#named.add(type);

  /** Whether an object of this type is known to be one. */
  isNamed = (type: string): boolean => this.#named.has(type) || !this.#nameless.has(type);

  bring(key: string, type: string): TracedPlace {
    const byType = this.#fields.get(key) ?? new Map<string, TracedPlace>();
    this.#fields.set(key, byType);
    const below = byType.get(type) ?? new TracedPlace();
    byType.set(type, below);
    return below;
  }

  /** All that lies below a key, whatever the type. */
  all(key: string): TracedPlace[] {
    return [...(this.#fields.get(key)?.values() ?? [])];
  }
}

/** Whether an object may stand where the one way of a selection ends. */
export function mayStand({ selections: [selection] }: SelectionSetNode, places: readonly TracedPlace[]): boolean {
  if (selection?.kind === Kind.INLINE_FRAGMENT) return mayStand(selection.selectionSet, places);
  if (selection?.kind !== Kind.FIELD || !selection.selectionSet)
    return places.some(({ possible }) => possible.size > 0);
  const key = keyOf(selection);
  return mayStand(
    selection.selectionSet,
    places.flatMap((place) => place.all(key)),
  );
}
