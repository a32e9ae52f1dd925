import { readNext, type Taker } from '../../platform/flow.ts';
import type { SubgraphRequest, SubgraphResponse, Transport } from '../transports/transport.ts';
import { cursorOf } from './message.ts';
import { SharedReader } from './shared-reader.ts';
import { UpstreamRequest } from './upstream-request.ts';

/**
 * One upstream and those who read it. It is asked for the next message while somebody waits for one; who falls too far behind
 * leaves it and goes on alone from her own cursor. It ends with its last reader.
 */
export class SharedUpstream implements Taker<SubgraphResponse> {
  readonly #transport: Transport;
  readonly #request: UpstreamRequest;
  readonly #onEnd: (upstream: SharedUpstream) => void;
  /** Names what it was asked for and for whom. */
  readonly key: string;
  /** Nearly always one. */
  #readers: readonly SharedReader[] = [];
  #messages: AsyncIterator<SubgraphResponse> | undefined;
  /** Place behind the last message; undefined: none has come, or this stream has no places. */
  #place: string | undefined;
  #isFresh = true;
  #isReading = false;
  #isOver = false;

  constructor(
    transport: Transport,
    request: SubgraphRequest,
    { key, onEnd }: { key: string; onEnd: (upstream: SharedUpstream) => void },
  ) {
    this.#transport = transport;
    this.#request = request instanceof UpstreamRequest ? request : new UpstreamRequest(request, request);
    this.#place = request.resumeAfter;
    this.#onEnd = onEnd;
    this.key = key;
  }

  /** Whether a reader who asks this misses nothing here and gets nothing twice. */
  isAt({ resumeAfter, startsNow }: SubgraphRequest): boolean {
    if (this.#isOver) return false;
    if (this.#isFresh || resumeAfter !== undefined) return resumeAfter === this.#place;
    return startsNow === true && this.#place !== undefined;
  }

  join(): SharedReader {
    const reader = new SharedReader(this);
    this.#readers = this.#readers.concat(reader);
    // Who begins "from now" learns where that is.
    if (!this.#isFresh) reader.push({ extensions: { cursor: this.#place as string } });
    return reader;
  }

  leave(reader: SharedReader): void {
    this.#readers = this.#readers.filter((other) => other !== reader);
    if (this.#readers.length === 0) this.end();
  }

  /** One message at a time, as long as anybody waits for one. */
  pump(): void {
    if (this.#isReading || this.#isOver) return;
    this.#isReading = true;
    try {
      this.#messages ??= this.#transport.subscribe(this.#request);
      readNext(this.#messages, this);
    } catch (failure) {
      this.fail(failure);
    }
  }

  take(message: SubgraphResponse): void {
    if (this.#isOver) return;
    this.#isFresh = false;
    this.#place = cursorOf(message) ?? this.#place;
    // The next is asked for when everybody has this one.
    const [first, ...others] = this.#readers;
    for (const reader of others) reader.push(copyOf(message));
    first?.push(message);
    this.#isReading = false;
    if (this.#readers.some(({ isAwaited }) => isAwaited)) this.pump();
  }

  fail(failure: unknown): void {
    for (const reader of this.#readers) reader.break(failure);
    this.end();
  }

  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#onEnd(this);
    this.#request.abort();
    // Not awaited: a source that waits for its next event answers `return` only then; the signal ends it now.
    void this.#messages?.return?.()?.catch(() => {});
    for (const reader of this.#readers) reader.end();
  }
}

/** An execution writes what it fetches into the event. */
const copyOf = (message: SubgraphResponse): SubgraphResponse =>
  message.data ? { ...message, data: structuredClone(message.data) } : message;
