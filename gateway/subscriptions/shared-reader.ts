import { OverloadedError } from '../../platform/errors/index.ts';
import type { SubgraphResponse } from '../transports/transport.ts';
import { cursorOf } from './message.ts';

/** Messages kept for a reader who is slower than the others. */
const MAX_BEHIND = 64;

interface Waiting {
  resolve(result: IteratorResult<SubgraphResponse>): void;
  reject(reason: unknown): void;
}

/** One reader (Mitleser) of a shared upstream. */
export class SharedReader implements AsyncIterableIterator<SubgraphResponse> {
  readonly #onHungry: () => void;
  readonly #onEnd: () => void;
  readonly #signal: AbortSignal | undefined;
  readonly #stop = () => {
    this.#behind.length = 0;
    this.end();
  };
  readonly #behind: SubgraphResponse[] = [];
  #waiting: Waiting | undefined;
  #failure: { readonly reason: unknown } | undefined;
  #isOver = false;

  constructor(onHungry: () => void, onEnd: () => void, signal?: AbortSignal) {
    this.#onHungry = onHungry;
    this.#onEnd = onEnd;
    this.#signal = signal;
    signal?.addEventListener('abort', this.#stop);
  }

  get isHungry(): boolean {
    return this.#waiting !== undefined;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  push(message: SubgraphResponse): void {
    if (this.#isOver) return;
    if (this.#waiting) this.#settle()?.resolve({ done: false, value: message });
    else if (this.#behind.length < MAX_BEHIND) this.#behind.push(message);
    // With a cursor she goes on alone from where she is. Without one something would be missing, and she has to hear of it.
    else if (cursorOf(message) === undefined) this.fail(new OverloadedError());
    else this.end();
  }

  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#signal?.removeEventListener('abort', this.#stop);
    this.#settle()?.resolve({ done: true, value: undefined });
    this.#onEnd();
  }

  fail(reason: unknown): void {
    if (this.#isOver) return;
    const waiting = this.#settle();
    if (waiting) waiting.reject(reason);
    else this.#failure = { reason };
    this.end();
  }

  next(): Promise<IteratorResult<SubgraphResponse>> {
    const message = this.#behind.shift();
    if (message) return Promise.resolve({ done: false, value: message });
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure) return Promise.reject(failure.reason);
    if (this.#isOver) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#onHungry();
    });
  }

  async return(): Promise<IteratorResult<SubgraphResponse>> {
    this.#failure = undefined;
    this.#stop();
    return { done: true, value: undefined };
  }

  #settle(): Waiting | undefined {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    return waiting;
  }
}
