/** Taker (Abnehmer): told once for each `read` of a flow. */
export interface Taker<Value> {
  take(value: Value): void;
  end(): void;
  fail(reason: unknown): void;
}

/**
 * Flow (Fluss): an async iterator that gives one value for each one asked for. A chain of flows waits by pointers alone, where
 * a chain of generators holds a frame and three promises per link: that counts where ten thousand streams wait. Whoever asks
 * asks for one value at a time; `return` ends it at once, and with it the wait.
 */
export abstract class Flow<Value> implements AsyncGenerator<Value, void, undefined> {
  #taker: Taker<Value> | undefined;

  /** Whether somebody waits for a value. */
  get isAwaited(): boolean {
    return this.#taker !== undefined;
  }

  /** Asks for the next value. */
  read(taker: Taker<Value>): void {
    this.#taker = taker;
    this.pull();
  }

  next(): Promise<IteratorResult<Value, void>> {
    return new Promise((resolve, reject) => this.read(new Promised(resolve, reject)));
  }

  async return(): Promise<IteratorResult<Value, void>> {
    this.stop();
    this.finish();
    return { done: true, value: undefined };
  }

  async throw(reason: unknown): Promise<IteratorResult<Value, void>> {
    await this.return();
    throw reason;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  /** Gives a value, finishes or fails, now or later. */
  protected abstract pull(): void;

  /** Lets go of what is behind it; may be called again. */
  protected abstract stop(): void;

  protected give(value: Value): void {
    this.#settle()?.take(value);
  }

  protected finish(): void {
    this.#settle()?.end();
  }

  protected fail(reason: unknown): void {
    this.#settle()?.fail(reason);
  }

  #settle(): Taker<Value> | undefined {
    const taker = this.#taker;
    this.#taker = undefined;
    return taker;
  }
}

/** Asks any iterator for its next value: a flow without a promise. */
export function readNext<Value>(source: AsyncIterator<Value>, taker: Taker<Value>): void {
  if (source instanceof Flow) source.read(taker);
  else
    source.next().then(
      ({ done, value }) => (done ? taker.end() : taker.take(value)),
      (reason) => taker.fail(reason),
    );
}

class Promised<Value> implements Taker<Value> {
  constructor(
    private readonly resolve: (result: IteratorResult<Value, void>) => void,
    readonly fail: (reason: unknown) => void,
  ) {}

  take(value: Value): void {
    this.resolve({ done: false, value });
  }

  end(): void {
    this.resolve({ done: true, value: undefined });
  }
}
