import { setImmediate } from 'node:timers/promises';
import type { ID } from 'graphql-ws';
import type { Connection } from './connection.ts';

/** Operations under way (laufende Vorgänge) on each socket: queries and mutations that were taken and are not answered yet. */
export class UnderWay {
  readonly #operations = new WeakMap<Connection, Set<ID>>();
  readonly #wakers = new WeakMap<Connection, () => void>();

  begin(connection: Connection, id: ID): void {
    const known = this.#operations.get(connection);
    if (known) known.add(id);
    else this.#operations.set(connection, new Set([id]));
  }

  end(connection: Connection, id: ID): void {
    const left = this.#operations.get(connection);
    left?.delete(id);
    if (left?.size === 0) this.#wakers.get(connection)?.();
  }

  /** Resolves when all of them are answered, or the client has left. */
  async idle(connection: Connection): Promise<void> {
    const { signal } = connection;
    if (signal.aborted || !this.#operations.get(connection)?.size) return;
    await new Promise<void>((resolve) => {
      this.#wakers.set(connection, resolve);
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    // The protocol says `complete` a moment after it has told us.
    await setImmediate();
  }
}
