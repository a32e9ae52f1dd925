import type { Logger } from 'pino';
import type { Database } from '../database/database.ts';
import { raw, sql } from '../database/sql.ts';
import type { Viewer } from '../database/viewer.ts';
import type { Bell } from './bell.ts';
import type { Scope } from './cursor.ts';
import { EVENT_COLUMNS, type EventRow, type LogEvent, toLogEvent } from './events.ts';

const TICK_MS = 20;
const POLL_MS = 2_000;
const BOOKMARK_MS = 30_000;
const PAGE = 100;

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

/**
 * Event streams (Ereignisströme): a subscriber is a scope, a place and a flag.
 *
 * The bell sets the flag; a tick of 20 ms reads for all flagged subscribers in one statement per kind of scope. Behind
 * the bell, every subscriber is flagged again after 2 s at most.
 */
export class EventStreams {
  readonly #subscribers = new Set<Subscriber>();
  #timers: NodeJS.Timeout[] = [];
  #offRing: () => void = () => {};
  #ticking: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly bell: Bell,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.#offRing = this.bell.onRing(() => this.flagAll());
    this.#timers = [setInterval(() => this.tick(), TICK_MS), setInterval(() => this.flagAll(), POLL_MS)];
    for (const timer of this.#timers) timer.unref();
  }

  async stop(): Promise<void> {
    this.#offRing();
    for (const timer of this.#timers) clearInterval(timer);
    await this.#ticking;
  }

  async *follow(scope: Scope, after: number, signal: AbortSignal): AsyncGenerator<StreamItem, void, undefined> {
    const subscriber: Subscriber = { scope, seq: after, dirty: true, bookmarkAt: Date.now() + BOOKMARK_MS };
    this.#subscribers.add(subscriber);
    try {
      while (!signal.aborted) yield* await this.nextItems(subscriber, signal);
    } finally {
      this.#subscribers.delete(subscriber);
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

  private flagAll(): void {
    for (const subscriber of this.#subscribers) subscriber.dirty = true;
  }

  private tick(): void {
    if (this.#ticking) return;
    const hungry = [...this.#subscribers].filter(({ dirty, deliver }) => dirty && deliver);
    if (hungry.length === 0) return;
    this.#ticking = this.readFor(hungry)
      .catch((error) => this.logger.warn({ err: error }, 'reading the log failed, next try at the next tick'))
      .finally(() => {
        this.#ticking = undefined;
      });
  }

  private async readFor(hungry: Subscriber[]): Promise<void> {
    await this.readScopes(hungry.filter(({ scope }) => 'party' in scope));
    await this.readScopes(hungry.filter(({ scope }) => 'office' in scope));
  }

  private async readScopes(group: Subscriber[]): Promise<void> {
    if (group.length === 0) return;
    for (const subscriber of group) subscriber.dirty = false;
    try {
      const { head, rows } = await this.readRows(group);
      for (const [place, subscriber] of group.entries())
        hand(subscriber, rows.filter((row) => row.place === place).map(toLogEvent), head);
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
