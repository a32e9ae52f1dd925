import type { Database } from '../database/database.ts';
import { raw, sql } from '../database/sql.ts';
import { SYSTEM_VIEWER } from '../database/viewer.ts';
import type { Bell } from './bell.ts';
import { EVENT_COLUMNS, type EventRow, type LogEvent, toLogEvent } from './events.ts';

export interface FeedPage {
  readonly epoch: string;
  /** The last number given; a consumer that is further ahead follows another history. */
  readonly head: number;
  /** Lead rows after the asked place, in order; all of one page are there, none is still to come between them. */
  readonly events: readonly LogEvent[];
}

/** Feed (Ereignisfolge): how other subgraphs follow this one's log. A function call when local, HTTP with a system visa when not. */
export interface Feed {
  /** Name of the subgraph whose log this is. */
  readonly source: string;
  after(seq: number): Promise<FeedPage>;
  /** Committed events of one subject after a version, numbered or not yet: for those who must not wait. */
  subject(id: string, afterVersion: number): Promise<readonly LogEvent[]>;
  /** Resolves when there may be something new, after `timeoutMs` at most, or when the signal aborts. */
  wait(seq: number, timeoutMs: number, signal: AbortSignal): Promise<void>;
}

const PAGE = 200;

type Row = EventRow & { head: string; epoch: string };

export class LocalFeed implements Feed {
  constructor(
    readonly source: string,
    private readonly database: Database,
    private readonly bell: Bell,
  ) {}

  after(seq: number): Promise<FeedPage> {
    return this.database.reading(SYSTEM_VIEWER, async (session) => {
      const rows = await session.sql<Row>(
        sql`
        select log_state.epoch, log_state.last_seq as head, e.*
        from log_state left join lateral (
          select `.concat(
          EVENT_COLUMNS,
          sql` from event where lead and seq > ${seq} order by seq limit ${PAGE}
        ) e on true order by e.seq`,
        ),
      );
      const [first] = rows;
      return {
        epoch: String(first?.epoch),
        head: Number(first?.head ?? 0),
        events: rows.filter((row) => row.seq !== null).map(toLogEvent),
      };
    });
  }

  subject(id: string, afterVersion: number): Promise<readonly LogEvent[]> {
    return this.database.reading(SYSTEM_VIEWER, async (session) => {
      const rows = await session.sql<EventRow>(
        sql`select ${raw(EVENT_COLUMNS)} from event
          where lead and subject = ${id} and version > ${afterVersion} order by version limit ${PAGE}`,
      );
      return rows.map(toLogEvent);
    });
  }

  wait(_seq: number, timeoutMs: number, signal: AbortSignal): Promise<void> {
    return this.bell.next(timeoutMs, signal);
  }
}
