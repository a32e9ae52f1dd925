import type { Logger } from 'pino';
import type { Database } from '../database/database.ts';
import { SYSTEM_VIEWER } from '../database/viewer.ts';
import type { Bell } from './bell.ts';
import type { Scope } from './cursor.ts';
import { type LogEvent, toLogEvent } from './events.ts';
import { CONCERNED, type Concerned, keyOf, PAGE, type PlacedRow, statementFor, viewerFor } from './scope-statements.ts';

const TICK_MS = 20;
const POLL_MS = 2_000;
const BOOKMARK_SECONDS = 30;
/** In one statement: the rules look at every row with all the scopes of its viewer, so its time grows with their square. */
const MAX_SCOPES = 200;

/** An event, or a bookmark (no event) that moves the place of a quiet stream forward. */
export interface StreamItem {
  readonly seq: number;
  readonly event?: LogEvent;
}

/** Whoever follows a scope of the log. */
export interface Listener {
  readonly scope: Scope;
  /** Everything up to here was handed over or did not concern this scope. */
  seq: number;
  /** Something behind `seq` may concern it. */
  isDirty: boolean;
  /** In seconds; see `add`. */
  bookmarkAt: number;
  /** The next one of the same scope. */
  twin: Listener | undefined;
  /** One that does not wait is not read for: the log is the buffer. */
  readonly isAwaited: boolean;
  deliver(items: StreamItem[]): void;
  /** The log is no longer read. */
  end(): void;
}

/**
 * Event streams (Ereignisströme): a listener is a scope, a place and a flag.
 *
 * After the bell, and every 2 s without one, the log is asked whom its new events concern, and those are flagged; a tick
 * of 20 ms reads for all flagged listeners in one statement per kind of scope. So an event costs what it concerns, and
 * ten thousand who wait for something else cost nothing.
 */
export class EventStreams {
  /** By party or office; those of the same one hang on each other. */
  readonly #listeners = new Map<string | number, Listener>();
  /** Who waits and may have something to hear. */
  readonly #hungry = new Set<Listener>();
  /** Whom the events up to here concern is known; undefined while nobody listens. */
  #seen: number | undefined;
  #isRung = true;
  #bookmarkedAt = 0;
  #timers: NodeJS.Timeout[] = [];
  #offRing: () => void = () => {};
  #ticking: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly bell: Bell,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.#offRing = this.bell.onRing(() => this.ring());
    this.#timers = [setInterval(() => this.tick(), TICK_MS), setInterval(() => this.ring(), POLL_MS)];
    for (const timer of this.#timers) timer.unref();
  }

  async stop(): Promise<void> {
    this.#offRing();
    for (const timer of this.#timers) clearInterval(timer);
    await this.#ticking;
    this.visitAll((listener) => listener.end());
  }

  add(listener: Listener): void {
    const key = keyOf(listener.scope);
    listener.twin = this.#listeners.get(key);
    listener.bookmarkAt = seconds() + BOOKMARK_SECONDS;
    this.#listeners.set(key, listener);
  }

  /** From now on it waits for items; `deliver` is called once. */
  wait(listener: Listener): void {
    if (listener.isDirty) this.#hungry.add(listener);
  }

  remove(listener: Listener): void {
    const key = keyOf(listener.scope);
    this.#hungry.delete(listener);
    const first = without(listener, this.#listeners.get(key));
    if (first) this.#listeners.set(key, first);
    else this.#listeners.delete(key);
    // Who comes next reads from her own place.
    if (this.#listeners.size === 0) this.#seen = undefined;
  }

  private ring(): void {
    this.#isRung = true;
  }

  private tick(): void {
    if (this.#ticking || this.#listeners.size === 0) return;
    if (this.#hungry.size === 0 && !this.#isRung && this.#seen !== undefined && this.#bookmarkedAt === seconds())
      return;
    this.#ticking = this.round()
      .catch((error) => this.logger.warn({ err: error }, 'reading the log failed, next try at the next tick'))
      .finally(() => {
        this.#ticking = undefined;
      });
  }

  private async round(): Promise<void> {
    // Before anybody reads: whatever comes behind what she reads then is news.
    if (this.#isRung || this.#seen === undefined) await this.flagConcerned();
    this.bookmarkQuiet();
    if (this.#hungry.size > 0) await this.readFor([...this.#hungry]);
  }

  /** Once a second: who is not flagged has nothing up to what was seen that concerns her. */
  private bookmarkQuiet(): void {
    if (this.#bookmarkedAt === seconds()) return;
    this.#bookmarkedAt = seconds();
    this.visitAll((listener) => {
      if (!listener.isDirty && listener.isAwaited) bookmark(listener, this.#seen ?? 0);
    });
  }

  private visitAll(visit: (listener: Listener) => void): void {
    for (const first of this.#listeners.values())
      for (let listener: Listener | undefined = first; listener; listener = listener.twin) visit(listener);
  }

  /** The system looks who is concerned; what has happened is read as those it concerns, behind row level security. */
  private async flagConcerned(): Promise<void> {
    this.#isRung = false;
    try {
      // Nobody was there before: all are flagged from the start, and the head is all there is to know.
      const after = this.#seen ?? Number.MAX_SAFE_INTEGER;
      const statement = CONCERNED.replace('$1', String(after));
      const [row] = await this.database.readOnce<Concerned>(SYSTEM_VIEWER, statement);
      for (const party of row?.parties ?? []) this.flag(party);
      for (const office of row?.offices ?? []) this.flag(office);
      this.#seen = Number(row?.head ?? 0);
    } catch (error) {
      this.#isRung = true;
      throw error;
    }
  }

  private flag(key: string | number): void {
    for (let listener = this.#listeners.get(key); listener; listener = listener.twin) {
      listener.isDirty = true;
      if (listener.isAwaited) this.#hungry.add(listener);
    }
  }

  private async readFor(hungry: Listener[]): Promise<void> {
    for (const kind of ['party', 'office']) {
      const group = hungry.filter(({ scope }) => kind in scope);
      for (let start = 0; start < group.length; start += MAX_SCOPES)
        await this.readScopes(group.slice(start, start + MAX_SCOPES));
    }
  }

  private async readScopes(group: Listener[]): Promise<void> {
    for (const listener of group) {
      listener.isDirty = false;
      this.#hungry.delete(listener);
    }
    try {
      const { head, rows } = await this.readRows(group);
      const byPlace = Map.groupBy(rows, ({ place }) => place);
      for (const [place, listener] of group.entries())
        this.hand(listener, (byPlace.get(place) ?? []).map(toLogEvent), head);
    } catch (error) {
      for (const listener of group) this.flagAgain(listener);
      throw error;
    }
  }

  private flagAgain(listener: Listener): void {
    listener.isDirty = true;
    if (listener.isAwaited) this.#hungry.add(listener);
  }

  private hand(listener: Listener, events: LogEvent[], head: number): void {
    // Who has left meanwhile has heard nothing.
    if (!listener.isAwaited) return;
    if (events.length > 0) deliver(listener, events);
    else bookmark(listener, head);
    // Flagged again while she was read for.
    if (listener.isAwaited) this.wait(listener);
  }

  /** All rows for all of them in one statement; the head is of the same snapshot, so nothing below it is still to come. */
  private async readRows(group: Listener[]): Promise<{ head: number; rows: PlacedRow[] }> {
    const rows = await this.database.readOnce<PlacedRow & { head: string }>(viewerFor(group), statementFor(group));
    const head = Number(rows[0]?.head ?? 0);
    return { head, rows: rows.filter((row) => row.seq !== null) };
  }
}

function deliver(listener: Listener, events: LogEvent[]): void {
  listener.seq = events.at(-1)?.seq ?? listener.seq;
  // There may be more; behind a page that is not full, only what flags her again.
  if (events.length === PAGE) listener.isDirty = true;
  listener.bookmarkAt = seconds() + BOOKMARK_SECONDS;
  listener.deliver(events.map((event) => ({ seq: event.seq, event })));
}

function bookmark(listener: Listener, head: number): void {
  listener.seq = Math.max(listener.seq, head);
  if (seconds() < listener.bookmarkAt) return;
  listener.bookmarkAt = seconds() + BOOKMARK_SECONDS;
  listener.deliver([{ seq: listener.seq }]);
}

/** The chain that begins with `first`, without this one. */
function without(listener: Listener, first: Listener | undefined): Listener | undefined {
  if (first === listener) return listener.twin;
  for (let one = first; one?.twin; one = one.twin)
    if (one.twin === listener) {
      one.twin = listener.twin;
      break;
    }
  return first;
}

/** A small number, which costs no memory of its own. */
const seconds = (): number => Math.floor(performance.now() / 1_000);
