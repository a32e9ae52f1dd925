import type { WebSocket } from 'ws';
import { type Sleeper, type Slot, wheel } from '../../platform/wheel.ts';

interface Holder {
  /** The client reads no more. */
  loseReader(): void;
}

/**
 * Patience with a reader (Geduld): each operation waits with its next event until the last one has left; who takes none at all
 * for so long is told to come again.
 */
export class Patience implements Sleeper {
  readonly #socket: WebSocket;
  readonly #ms: number;
  readonly #holder: Holder;
  #takenAt = 0;
  #slot: Slot | undefined;

  constructor(socket: WebSocket, ms: number, holder: Holder) {
    this.#socket = socket;
    this.#ms = ms;
    this.#holder = holder;
  }

  /** Something was sent. */
  begin(): void {
    if (this.#slot || this.#socket.bufferedAmount === 0) return;
    this.#takenAt = now();
    this.#slot = wheel.set(this, this.#ms);
  }

  /** Something has left for the network. */
  taken(): void {
    this.#takenAt = now();
  }

  end(): void {
    wheel.cancel(this, this.#slot);
    this.#slot = undefined;
  }

  wake(): void {
    this.#slot = undefined;
    if (this.#socket.bufferedAmount === 0) return;
    const waitedMs = now() - this.#takenAt;
    if (waitedMs >= this.#ms) this.#holder.loseReader();
    else this.#slot = wheel.set(this, this.#ms - waitedMs);
  }
}

/** Whole milliseconds cost no memory of their own. */
const now = (): number => Math.floor(performance.now());
