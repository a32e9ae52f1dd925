import type { Logger } from 'pino';
import type { Database } from '../database/database.ts';
import { raw, sql } from '../database/sql.ts';
import { SYSTEM_VIEWER, type Viewer } from '../database/viewer.ts';
import type { Bell } from './bell.ts';
import { type Scope, scopeKey } from './cursor.ts';
import { EVENT_COLUMNS, type EventRow, type LogEvent, toLogEvent } from './events.ts';

const TICK_MS = 20;
const POLL_MS = 2_000;
const BOOKMARK_MS = 30_000;
const PAGE = 100;
/** In one statement: the rules look at every row with all the scopes of its viewer, so its time grows with their square. */
const MAX_SCOPES = 200;

/** An event, or a bookmark (no event) that moves the place of a quiet stream forward. */
export interface StreamItem {
  readonly seq: number;
  readonly event?: LogEvent;
}

interface Subscriber {
  readonly scope: Scope;
  /** Everything up to here was handed over or did not concern this scope. */
  seq: number;
  dirty: boolean;
  /** Waits for items; called with them. A subscriber that is not waiting is not read for: the log is the buffer. */
  deliver?: (items: StreamItem[]) => void;
  bookmarkAt: number;
}

type Row = EventRow & { place: number };

/** Who is concerned by something new: ids, and nothing of what has happened. */
interface Concerned {
  readonly parties: readonly string[] | null;
  readonly offices: readonly number[] | null;
  readonly head: string;
}

const CONCERNED = `
  select last_seq as head, found.* from log_state left join lateral (
    select array_agg(distinct party)::text[] as parties, array_agg(distinct office) filter (where lead) as offices
    from event where seq > $1 and seq <= last_seq
  ) found on true`;

/**
 * Event streams (Ereignisströme): a subscriber is a scope, a place and a flag.
 *
 * After the bell, and every 2 s without one, the log is asked whom its new events concern, and those are flagged; a tick
 * of 20 ms reads for all flagged subscribers in one statement per kind of scope. So an event costs what it concerns, and
 * ten thousand who wait for something else cost nothing.
 */
export class EventStreams {
  readonly #subscribers = new Set<Subscriber>();
  readonly #byScope = new Map<string, Set<Subscriber>>();
  /** Whom the events up to here concern is known; undefined while nobody listens. */
  #seen: number | undefined;
  #isRung = true;
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
  }

  async *follow(scope: Scope, after: number, signal: AbortSignal): AsyncGenerator<StreamItem, void, undefined> {
    const subscriber: Subscriber = { scope, seq: after, dirty: true, bookmarkAt: Date.now() + BOOKMARK_MS };
    this.add(subscriber);
    try {
      while (!signal.aborted) yield* await this.nextItems(subscriber, signal);
    } finally {
      this.remove(subscriber);
    }
  }

  private nextItems(subscriber: Subscriber, signal: AbortSignal): Promise<StreamItem[]> {
    return new Promise((resolve) => {
      const done = (items: StreamItem[]) => {
        subscriber.deliver = undefined;
        signal.removeEventListener('abort', onAbort);
        resolve(items);
      };
      const onAbort = () => done([]);
      subscriber.deliver = done;
      signal.addEventListener('abort', onAbort, { once: true });
    });
  }

  private add(subscriber: Subscriber): void {
    const key = scopeKey(subscriber.scope);
    this.#subscribers.add(subscriber);
    this.#byScope.set(key, (this.#byScope.get(key) ?? new Set()).add(subscriber));
  }

  private remove(subscriber: Subscriber): void {
    const key = scopeKey(subscriber.scope);
    const others = this.#byScope.get(key);
    this.#subscribers.delete(subscriber);
    others?.delete(subscriber);
    if (others?.size === 0) this.#byScope.delete(key);
    // Who comes next reads from her own place.
    if (this.#subscribers.size === 0) this.#seen = undefined;
  }

  private ring(): void {
    this.#isRung = true;
  }

  private tick(): void {
    if (this.#ticking || this.#subscribers.size === 0) return;
    this.#ticking = this.round()
      .catch((error) => this.logger.warn({ err: error }, 'reading the log failed, next try at the next tick'))
      .finally(() => {
        this.#ticking = undefined;
      });
  }

  private async round(): Promise<void> {
    // Before anybody reads: whatever comes behind what she reads then is news.
    if (this.#isRung || this.#seen === undefined) await this.flagConcerned();
    const now = Date.now();
    const hungry: Subscriber[] = [];
    for (const subscriber of this.#subscribers) {
      if (!subscriber.deliver) continue;
      if (subscriber.dirty) hungry.push(subscriber);
      // Not flagged: nothing up to there concerns her.
      else if (now >= subscriber.bookmarkAt) bookmark(subscriber, this.#seen ?? 0);
    }
    if (hungry.length > 0) await this.readFor(hungry);
  }

  /** The system looks who is concerned; what has happened is read as those it concerns, behind row level security. */
  private async flagConcerned(): Promise<void> {
    this.#isRung = false;
    try {
      // Nobody was there before: all are flagged from the start, and the head is all there is to know.
      const after = this.#seen ?? Number.MAX_SAFE_INTEGER;
      const [row] = await this.database.reading(SYSTEM_VIEWER, (session) =>
        session.sql<Concerned>(CONCERNED.replace('$1', String(after))),
      );
      for (const party of row?.parties ?? []) this.flag({ party });
      for (const office of row?.offices ?? []) this.flag({ office });
      this.#seen = Number(row?.head ?? 0);
    } catch (error) {
      this.#isRung = true;
      throw error;
    }
  }

  private flag(scope: Scope): void {
    for (const subscriber of this.#byScope.get(scopeKey(scope)) ?? []) subscriber.dirty = true;
  }

  private async readFor(hungry: Subscriber[]): Promise<void> {
    for (const kind of ['party', 'office']) {
      const group = hungry.filter(({ scope }) => kind in scope);
      for (let start = 0; start < group.length; start += MAX_SCOPES)
        await this.readScopes(group.slice(start, start + MAX_SCOPES));
    }
  }

  private async readScopes(group: Subscriber[]): Promise<void> {
    for (const subscriber of group) subscriber.dirty = false;
    try {
      const { head, rows } = await this.readRows(group);
      const byPlace = Map.groupBy(rows, ({ place }) => place);
      for (const [place, subscriber] of group.entries())
        hand(subscriber, (byPlace.get(place) ?? []).map(toLogEvent), head);
    } catch (error) {
      for (const subscriber of group) subscriber.dirty = true;
      throw error;
    }
  }

  /** All rows for all of them in one statement; the head is of the same snapshot, so nothing below it is still to come. */
  private async readRows(group: Subscriber[]): Promise<{ head: number; rows: Row[] }> {
    const rows = await this.database.reading(viewerOfGroup(group), (session) =>
      session.sql<Row & { head: string }>(statementFor(group)),
    );
    const head = Number(rows[0]?.head ?? 0);
    return { head, rows: rows.filter((row) => row.seq !== null) };
  }
}

function hand(subscriber: Subscriber, events: LogEvent[], head: number): void {
  if (events.length === 0) {
    bookmark(subscriber, head);
    return;
  }
  subscriber.seq = events.at(-1)?.seq ?? subscriber.seq;
  subscriber.dirty = true;
  subscriber.bookmarkAt = Date.now() + BOOKMARK_MS;
  subscriber.deliver?.(events.map((event) => ({ seq: event.seq, event })));
}

function bookmark(subscriber: Subscriber, head: number): void {
  subscriber.seq = Math.max(subscriber.seq, head);
  if (Date.now() < subscriber.bookmarkAt) return;
  subscriber.bookmarkAt = Date.now() + BOOKMARK_MS;
  subscriber.deliver?.([{ seq: subscriber.seq }]);
}

const isParty = ({ scope }: Subscriber): boolean => 'party' in scope;
const idOf = ({ scope }: Subscriber) => ('party' in scope ? scope.party : scope.office);

/** Row level security holds here too: the viewer is exactly the union of those who wait. */
function viewerOfGroup(group: Subscriber[]): Viewer {
  const parties = group.flatMap(({ scope }) => ('party' in scope ? [scope.party] : []));
  const offices = group.flatMap(({ scope }) => ('office' in scope ? [scope.office] : []));
  return group.every(isParty)
    ? { role: 'v_citizen', self: null, parties: [...new Set(parties)], offices: [] }
    : { role: 'v_staff', self: null, parties: [], offices: [...new Set(offices)] };
}

function statementFor(group: Subscriber[]): string {
  const byParty = group.every(isParty);
  const [column, type] = byParty ? [raw('party'), raw('uuid')] : [raw('office'), raw('int')];
  return sql`select log_state.last_seq as head, found.* from log_state left join (
      select s.place, e.*
      from unnest(${group.map((_, place) => place)}::int[], ${group.map(idOf)}::${type}[],
        ${group.map(({ seq }) => seq)}::bigint[]) as s(place, id, after)
      cross join lateral (
        select ${raw(EVENT_COLUMNS)} from event
        where ${byParty ? raw('') : raw('lead and')} ${column} = s.id and seq > s.after order by seq limit ${PAGE}
      ) e
    ) found on true order by found.seq`;
}
