/** One for all: without a reason each abort makes an exception with a stack of its own. */
const ENDED = new Error('ended');

/** An abort (Abbruch) whose signal is made when somebody asks for it: of ten thousand streams that wait, most need none. */
export class LazyAbort {
  #controller: AbortController | undefined;
  #isAborted = false;

  get aborted(): boolean {
    return this.#isAborted;
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#isAborted) this.#controller.abort(ENDED);
    return this.#controller.signal;
  }

  abort(): void {
    this.#isAborted = true;
    this.#controller?.abort(ENDED);
  }
}
