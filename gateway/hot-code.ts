/** So often must something have been done in one form before it gets a function of its own: that costs as much as a hundred. */
const HOT = 200;
/** Functions at a time; whatever else is asked is done step by step, as everything could be. */
const MOST = 5_000;

let made = 0;
const forgotten = new FinalizationRegistry(() => {
  made--;
});

/**
 * Hot code (heißer Code): counts how often something is done in one form, and makes a function for just that form when it is
 * worth it. Code that serves every form knows no object's layout; code for one form reads each property in one step.
 */
export class HotCode<Code extends object> {
  #count = 0;
  #code: Code | undefined;

  /** @param write the body of a function of `given` that returns the code. Every name of a schema stands in quotes there. */
  constructor(
    private readonly write: () => string,
    private readonly given?: unknown,
  ) {}

  /** Undefined as long as it is not worth it. */
  get code(): Code | undefined {
    if (this.#code || this.#count > HOT) return this.#code;
    this.#count++;
    if (this.#count > HOT && made < MOST) this.#code = this.#compile();
    return this.#code;
  }

  /** Undefined where the process was started without leave to make functions from text. */
  #compile(): Code | undefined {
    try {
      const code = new Function('given', this.write())(this.given) as Code;
      made++;
      forgotten.register(code, undefined);
      return code;
    } catch {
      return undefined;
    }
  }
}
