/** A place of an answer while a plan is traced: which types may stand there, and what of each a fetch brings. */
export class TracedPlace {
  readonly possible = new Set<string>();
  readonly #fields = new Map<string, Map<string, TracedPlace>>();

  /** What lies below a response key of one type; undefined: nobody brings it. */
  get(key: string, type: string): TracedPlace | undefined {
    return this.#fields.get(key)?.get(type);
  }

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
