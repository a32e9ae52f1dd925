import { Flow } from '../flow.ts';
import type { Principal } from '../visa/index.ts';
import type { Scope } from './cursor.ts';
import type { LogEvent } from './events.ts';
import type { EventStreams, Listener, StreamItem } from './streams.ts';

/** An event or a bookmark with the cursor that continues after it. */
export class CursoredItem {
  #cursor: string | undefined;

  constructor(
    readonly seq: number,
    readonly event: LogEvent | undefined,
    private readonly encode: (seq: number) => string,
  ) {}

  /** Made when it is asked for: what nobody is told of needs none. */
  get cursor(): string {
    this.#cursor ??= this.encode(this.seq);
    return this.#cursor;
  }
}

/** What becomes of an item; undefined: the reader is told nothing of it. */
export type ItemMap<Value> = (item: CursoredItem) => Value | undefined;

/** The log as one of its streams sees it. */
export interface StreamSource {
  readonly streams: EventStreams;
  cursor(scope: Scope, principal: Principal, seq: number): string;
  /** Where a reader begins; throws for a cursor that is not hers or has expired. */
  startOf(scope: Scope, principal: Principal, after: string | null | undefined): Promise<number>;
}

export interface StreamOptions<Value> {
  readonly scope: Scope;
  readonly principal: Principal;
  readonly after: string | null | undefined;
  readonly map: ItemMap<Value>;
}

/** Stream of the log (Protokollstrom) to one reader: what was read for her and not yet taken is at most one page. */
export class LogStream<Value> extends Flow<Value> implements Listener {
  readonly scope: Scope;
  seq = 0;
  isDirty = true;
  bookmarkAt = 0;
  twin: Listener | undefined;
  readonly #source: StreamSource;
  readonly #principal: Principal;
  readonly #map: ItemMap<Value>;
  /** Undefined once it has begun. */
  #after: { readonly cursor: string | null | undefined } | undefined;
  /** In the order of the log, the next one last. */
  #items: StreamItem[] | undefined;
  #isOver = false;

  constructor(source: StreamSource, { scope, principal, after, map }: StreamOptions<Value>) {
    super();
    this.#source = source;
    this.scope = scope;
    this.#principal = principal;
    this.#after = { cursor: after };
    this.#map = map;
  }

  deliver(items: StreamItem[]): void {
    this.#items = items.length > 1 ? items.reverse() : items;
    this.pull();
  }

  end(): void {
    void this.return();
  }

  protected pull(): void {
    const value = this.#next();
    if (value !== undefined) this.give(value);
    else if (this.#isOver) this.finish();
    else if (this.#after) void this.#begin(this.#after.cursor);
    else this.#source.streams.wait(this);
  }

  protected stop(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#items = undefined;
    if (!this.#after) this.#source.streams.remove(this);
  }

  /** What comes of the next item of which the reader is told. */
  #next(): Value | undefined {
    let value: Value | undefined;
    while (value === undefined && this.#items) {
      const item = this.#items.pop();
      value = item && this.#map(this.#cursored(item));
      if (this.#items.length === 0) this.#items = undefined;
    }
    return value;
  }

  /** Begins with a bookmark, so that a reader can continue from her very first moment. */
  async #begin(after: string | null | undefined): Promise<void> {
    try {
      this.seq = await this.#source.startOf(this.scope, this.#principal, after);
      if (this.#isOver) return;
      this.#after = undefined;
      this.#source.streams.add(this);
      this.deliver([{ seq: this.seq }]);
    } catch (reason) {
      this.#isOver = true;
      this.fail(reason);
    }
  }

  #cursored({ seq, event }: StreamItem): CursoredItem {
    return new CursoredItem(seq, event, (place) => this.#source.cursor(this.scope, this.#principal, place));
  }
}
