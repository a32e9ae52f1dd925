import { LinkedAbort } from '../../platform/linked-abort.ts';
import type { SubgraphRequest, SubgraphResponse } from '../transports/transport.ts';
import { cursorOf } from './message.ts';
import { SharedReader } from './shared-reader.ts';

/**
 * One upstream and those who read it. It is asked for the next message while somebody waits for one; who falls too far behind
 * leaves it and goes on alone from her own cursor. It ends with its last reader.
 */
export class SharedUpstream {
  readonly #open: (signal: AbortSignal) => AsyncIterator<SubgraphResponse>;
  readonly #onEnd: () => void;
  readonly #readers = new Set<SharedReader>();
  readonly #gone = new LinkedAbort();
  #messages: AsyncIterator<SubgraphResponse> | undefined;
  /** Place behind the last message; undefined: none has come, or this stream has no places. */
  #place: string | undefined;
  #isFresh = true;
  #isPumping = false;
  #isOver = false;

  constructor(
    resumeAfter: string | undefined,
    open: (signal: AbortSignal) => AsyncIterator<SubgraphResponse>,
    onEnd: () => void,
  ) {
    this.#place = resumeAfter;
    this.#open = open;
    this.#onEnd = onEnd;
  }

  /** Whether a reader who asks this misses nothing here and gets nothing twice. */
  isAt({ resumeAfter, startsNow }: SubgraphRequest): boolean {
    if (this.#isOver) return false;
    if (this.#isFresh || resumeAfter !== undefined) return resumeAfter === this.#place;
    return startsNow === true && this.#place !== undefined;
  }

  join(signal?: AbortSignal): SharedReader {
    const reader: SharedReader = new SharedReader(
      () => void this.#pump(),
      () => this.#leave(reader),
      signal,
    );
    this.#readers.add(reader);
    // Who begins "from now" learns where that is.
    if (!this.#isFresh) reader.push({ extensions: { cursor: this.#place as string } });
    if (signal?.aborted) reader.end();
    return reader;
  }

  #leave(reader: SharedReader): void {
    this.#readers.delete(reader);
    if (this.#readers.size === 0) this.#end();
  }

  /** One message at a time, as long as anybody is hungry. */
  async #pump(): Promise<void> {
    if (this.#isPumping || this.#isOver) return;
    this.#isPumping = true;
    try {
      this.#messages ??= this.#open(this.#gone.signal);
      while (!this.#isOver && [...this.#readers].some(({ isHungry }) => isHungry)) {
        const { done, value } = await this.#messages.next();
        if (done) return this.#end();
        this.#hand(value);
      }
    } catch (failure) {
      for (const reader of [...this.#readers]) reader.fail(failure);
      this.#end();
    } finally {
      this.#isPumping = false;
    }
  }

  #hand(message: SubgraphResponse): void {
    this.#isFresh = false;
    this.#place = cursorOf(message) ?? this.#place;
    const readers = [...this.#readers];
    for (const [index, reader] of readers.entries()) reader.push(index === 0 ? message : copyOf(message));
  }

  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#onEnd();
    this.#gone.abort();
    // Not awaited: a source that waits for its next event answers `return` only then; the signal ends it now.
    void this.#messages?.return?.()?.catch(() => {});
    for (const reader of [...this.#readers]) reader.end();
  }
}

/** An execution writes what it fetches into the event. */
const copyOf = (message: SubgraphResponse): SubgraphResponse =>
  message.data ? { ...message, data: structuredClone(message.data) } : message;
