/** One for all: without a reason each abort makes an exception with a stack of its own. */
const ENDED = new Error('ended');

/**
 * An abort (Abbruch) of one's own that also comes with another signal. `AbortSignal.any` does the same at three times the
 * memory, which counts where ten thousand streams wait. Whoever makes one aborts it in the end: that releases the other.
 */
export class LinkedAbort extends AbortController {
  readonly #other: AbortSignal | undefined;
  readonly #follow = () => this.abort();

  constructor(other?: AbortSignal) {
    super();
    this.#other = other;
    if (other?.aborted) this.abort();
    else other?.addEventListener('abort', this.#follow);
  }

  override abort(reason: unknown = ENDED): void {
    this.#other?.removeEventListener('abort', this.#follow);
    super.abort(reason);
  }
}
