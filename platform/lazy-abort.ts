import type { GoneSignal } from './gone.ts';

/** One for all: without a reason each abort makes an exception with a stack of its own. */
const ENDED = new Error('ended');

/** An abort (Abbruch) whose signal is made when somebody asks for it: of ten thousand streams that wait, most need none. */
export class LazyAbort {
  readonly #other: GoneSignal | undefined;
  #controller: AbortController | undefined;
  #isAborted = false;

  /** It comes with `other` too, which must not outlive it by much. */
  constructor(other?: GoneSignal) {
    this.#other = other;
  }

  get aborted(): boolean {
    return this.#isAborted || this.#other?.aborted === true;
  }

  get signal(): AbortSignal {
    this.#controller ??= this.#open();
    return this.#controller.signal;
  }

  abort(): void {
    this.#isAborted = true;
    this.#controller?.abort(ENDED);
  }

  #open(): AbortController {
    const controller = new AbortController();
    if (this.aborted) controller.abort(ENDED);
    else this.#other?.addEventListener('abort', () => controller.abort(ENDED));
    return controller;
  }
}
