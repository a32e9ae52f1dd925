import type { GoneSignal } from '../../platform/gone.ts';
export interface TickMessage {
  /** Undefined: a bookmark. */
  readonly n?: number;
  readonly cursor: string;
}

/** A log of ticks that tests push into; followers resume after a cursor. */
export class Ticker {
  readonly #log: TickMessage[] = [];
  readonly #waiting = new Set<() => void>();
  /** How many follow at the moment. */
  followers = 0;

  push(n: number): void {
    this.#add({ n, cursor: `c${n}` });
  }

  bookmark(cursor: string): void {
    this.#add({ cursor });
  }

  async *follow(after: string | undefined, signal?: GoneSignal): AsyncGenerator<TickMessage, void, undefined> {
    let at = after === undefined ? this.#log.length : this.#log.findIndex(({ cursor }) => cursor === after) + 1;
    this.followers++;
    try {
      while (!signal?.aborted) {
        const message = this.#log[at];
        if (message) {
          at++;
          yield message;
        } else await this.#more(signal);
      }
    } finally {
      this.followers--;
    }
  }

  #add(message: TickMessage): void {
    this.#log.push(message);
    for (const wake of this.#waiting) wake();
  }

  #more(signal?: GoneSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.#waiting.delete(wake);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal?.addEventListener('abort', wake);
    });
  }
}
