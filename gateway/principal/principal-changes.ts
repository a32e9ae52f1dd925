import { isDeepStrictEqual } from 'node:util';
import type { Principal } from '../../platform/visa/index.ts';

/** Notices that a caller may do more or less than before, and tells whoever holds something open on her behalf. */
export class PrincipalChanges {
  #listeners: readonly (() => void)[] = [];
  #known: Principal | undefined;

  listen(listener: () => void): void {
    this.#listeners = this.#listeners.concat(listener);
  }

  leave(listener: () => void): void {
    this.#listeners = this.#listeners.filter((other) => other !== listener);
  }

  /** What work begins with: the first one is what the next is compared to. */
  begin(principal: Principal): Principal {
    this.#known ??= principal;
    return principal;
  }

  compare(principal: Principal): Principal {
    const before = this.#known;
    this.#known = principal;
    if (before && before !== principal && !isDeepStrictEqual(before, principal))
      for (const listener of this.#listeners) listener();
    return principal;
  }
}
