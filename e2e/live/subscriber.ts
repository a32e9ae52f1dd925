import { setTimeout as pause } from 'node:timers/promises';

/** One event as a subscriber keeps it. */
export interface Received {
  readonly caseId: string;
  readonly version: number;
}

export interface Delivery extends Received {
  readonly cursor: string;
}

/** Opens a stream after a cursor; without one from now on. Ends or throws whenever the connection does. */
export type OpenStream = (after: string | undefined, signal: AbortSignal) => AsyncIterable<Delivery>;

export interface SubscriberOptions {
  readonly name: string;
  readonly open: OpenStream;
  /** Where it begins. */
  readonly cursor: string;
  /** Sabotage: comes back without its cursor, as a client does that knows nothing of them. */
  readonly ignoreCursor?: boolean;
}

const FIRST_PAUSE_MS = 50;
const LAST_PAUSE_MS = 1_000;

/** A subscriber (Abonnent) that comes back whenever its stream breaks, and keeps all that it was told, in order. */
export class Subscriber {
  readonly name: string;
  readonly received: Received[] = [];
  openings = 0;
  readonly #options: SubscriberOptions;
  readonly #leaving = new AbortController();
  readonly #over: Promise<void>;
  #cursor: string | undefined;

  constructor(options: SubscriberOptions) {
    this.name = options.name;
    this.#options = options;
    this.#cursor = options.cursor;
    this.#over = this.#stay();
  }

  async leave(): Promise<void> {
    this.#leaving.abort();
    await this.#over;
  }

  async #stay(): Promise<void> {
    const { signal } = this.#leaving;
    let waitMs = FIRST_PAUSE_MS;
    while (!signal.aborted) {
      const before = this.received.length;
      await this.#listen(signal).catch(() => {});
      // As real clients do: sooner after a stream that brought something, later and later at a closed door.
      waitMs = this.received.length > before ? FIRST_PAUSE_MS : Math.min(2 * waitMs, LAST_PAUSE_MS);
      if (!signal.aborted) await pause(waitMs * (0.5 + Math.random()));
    }
  }

  async #listen(signal: AbortSignal): Promise<void> {
    const after = this.#options.ignoreCursor && this.openings > 0 ? undefined : this.#cursor;
    this.openings++;
    for await (const { cursor, caseId, version } of this.#options.open(after, signal)) {
      this.received.push({ caseId, version });
      this.#cursor = cursor;
    }
  }
}
