import type { StreamEvent } from './engine.ts';

/** Events of one operation; tells once when they are over, whoever ended them. */
export class OperationStream implements AsyncIterableIterator<StreamEvent> {
  #onEnd: (() => void) | undefined;

  constructor(
    private readonly events: AsyncIterableIterator<StreamEvent>,
    onEnd: () => void,
  ) {
    this.#onEnd = onEnd;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<StreamEvent>> {
    try {
      const step = await this.events.next();
      if (step.done) this.#end();
      return step;
    } catch (refusal) {
      this.#end();
      throw refusal;
    }
  }

  async return(): Promise<IteratorResult<StreamEvent>> {
    this.#end();
    await this.events.return?.();
    return { done: true, value: undefined };
  }

  #end(): void {
    this.#onEnd?.();
    this.#onEnd = undefined;
  }
}
