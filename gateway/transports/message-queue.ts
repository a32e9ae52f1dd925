import { OverloadedError } from '../../platform/errors/index.ts';

/** Messages pushed by a socket, taken one by one. Bounded: who does not keep up loses the stream, never a message in it. */
export class MessageQueue<Message> implements AsyncIterableIterator<Message> {
  readonly #messages: Message[] = [];
  readonly #maxMessages: number;
  #waiting: { resolve: (result: IteratorResult<Message>) => void; reject: (reason: unknown) => void } | undefined;
  #failure: unknown;
  #isOver = false;
  #onEnd: () => void = () => {};

  constructor(maxMessages = 1_000) {
    this.#maxMessages = maxMessages;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** What to do once the queue is over, for whatever reason. */
  onEnd(callback: () => void): void {
    this.#onEnd = callback;
    if (this.#isOver) callback();
  }

  push(message: Message): void {
    if (this.#isOver) return;
    if (this.#waiting) this.#take()?.resolve({ done: false, value: message });
    else if (this.#messages.length < this.#maxMessages) this.#messages.push(message);
    // The reader takes what is there and then opens again from its cursor; without one it has to hear that something is missing.
    else this.fail(new OverloadedError());
  }

  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#take()?.resolve({ done: true, value: undefined });
    this.#onEnd();
  }

  fail(failure: unknown): void {
    if (this.#isOver) return;
    this.#failure = failure;
    this.#isOver = true;
    const waiting = this.#take();
    if (waiting) {
      this.#failure = undefined;
      waiting.reject(failure);
    }
    this.#onEnd();
  }

  async next(): Promise<IteratorResult<Message>> {
    const message = this.#messages.shift();
    if (message !== undefined) return { done: false, value: message };
    if (this.#failure !== undefined) {
      const failure = this.#failure;
      this.#failure = undefined;
      throw failure;
    }
    if (this.#isOver) return { done: true, value: undefined };
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
    });
  }

  async return(): Promise<IteratorResult<Message>> {
    this.#messages.length = 0;
    this.#failure = undefined;
    this.end();
    return { done: true, value: undefined };
  }

  #take() {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    return waiting;
  }
}
